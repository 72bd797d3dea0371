import { jsonLanguage } from "@codemirror/lang-json";
import { pathOf } from "../values/field-path.ts";

type SyntaxNode = ReturnType<typeof jsonLanguage.parser.parse>["topNode"];

/** A range of offsets in a text; `to` is exclusive. */
export type TextRange = { from: number; to: number };

/**
 * Returns the range of the value that a pointer names. Of an object or list it is the key, or the
 * opening bracket where there is no key. A missing value has the range of the nearest one around it.
 */
export function valueRange(text: string, pointer: string): TextRange {
  const top = jsonLanguage.parser.parse(text).topNode.firstChild;
  if (top === null) return { from: 0, to: text.length };
  let node = top;
  let range: TextRange = { from: top.from, to: Math.min(top.to, top.from + 1) };
  for (const key of pathOf(pointer)) {
    const found = child(text, node, key);
    if (found === null) return range;
    node = found.value;
    range = { from: found.value.from, to: found.value.to };
    if (isContainer(found.value))
      range = {
        from: found.label.from,
        to: found.label === found.value ? found.value.from + 1 : found.label.to,
      };
  }
  return range;
}

/** Returns the range of the first syntax error; null when there is none. */
export function syntaxErrorRange(text: string): TextRange | null {
  let range: TextRange | null = null;
  jsonLanguage.parser.parse(text).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError && range === null)
        range = { from: Math.max(0, Math.min(from, text.length - 1)), to: Math.max(to, from + 1) };
    },
  });
  return range;
}

type Found = { label: SyntaxNode; value: SyntaxNode };

function child(text: string, node: SyntaxNode, key: string): Found | null {
  if (node.name === "Array") {
    const value = node.getChildren("⚠").length > 0 ? undefined : items(node)[Number(key)];
    return value === undefined ? null : { label: value, value };
  }
  const property = node
    .getChildren("Property")
    .findLast(({ firstChild }) => firstChild !== null && nameOf(text, firstChild) === key);
  const label = property?.firstChild ?? null;
  const value = property?.lastChild ?? null;
  return label === null || value === null || label.name === value.name ? null : { label, value };
}

function items(array: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let node = array.firstChild; node !== null; node = node.nextSibling)
    if (!"[],".includes(node.name)) found.push(node);
  return found;
}

function nameOf(text: string, { from, to }: SyntaxNode): unknown {
  try {
    return JSON.parse(text.slice(from, to));
  } catch {
    return null;
  }
}

const isContainer = ({ name }: SyntaxNode) => name === "Object" || name === "Array";
