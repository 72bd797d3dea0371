import { jsonLanguage } from "@codemirror/lang-json";
import { pathOf } from "../values/field-path.ts";

type SyntaxNode = ReturnType<typeof jsonLanguage.parser.parse>["topNode"];

/** A stretch of a JSON text. */
export type TextRange = { from: number; to: number };

/**
 * Where a JSON text holds what a pointer names. For a key that is missing: the name of the nearest
 * thing around it that is there.
 */
export function valueRange(text: string, pointer: string): TextRange {
  const top = jsonLanguage.parser.parse(text).topNode.firstChild;
  if (top === null) return { from: 0, to: text.length };
  let node = top;
  let place: TextRange = { from: top.from, to: Math.min(top.to, top.from + 1) };
  for (const key of pathOf(pointer)) {
    const found = child(text, node, key);
    if (found === null) return place;
    node = found.value;
    place = { from: found.value.from, to: found.value.to };
    if (isContainer(found.value))
      place = {
        from: found.label.from,
        to: found.label === found.value ? found.value.from + 1 : found.label.to,
      };
  }
  return place;
}

/** Where a JSON text stops being JSON, or null for one that is whole. */
export function syntaxErrorRange(text: string): TextRange | null {
  let place: TextRange | null = null;
  jsonLanguage.parser.parse(text).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError && place === null)
        place = { from: Math.max(0, Math.min(from, text.length - 1)), to: Math.max(to, from + 1) };
    },
  });
  return place;
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
