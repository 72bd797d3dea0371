import { isObject } from "@formwork/contracts/schema/schema-tree";
import { plainText } from "@formwork/contracts/text/plain-text";
import { safeJson } from "../../terminal/clean.ts";
import { padText } from "../../terminal/display-width.ts";
import { paintFor, paintState } from "../../terminal/paint.ts";
import { print } from "../../terminal/print.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { type Shape, withoutNull } from "../schema-shape.ts";

/**
 * Prints an object as people read it: a field per line; a long one without what is empty. Fields of
 * objects within it that its shape names have lines of their own; what people chose, such as a payload,
 * is JSON.
 */
export async function printRecord(
  terminal: Terminal,
  record: Record<string, unknown>,
  shape: Shape = {},
): Promise<void> {
  const all = fieldsOf(record, shape, "");
  const fields = all.length <= maxWhole ? all : all.filter(([, value]) => !isEmpty(value));
  const width = Math.max(0, ...fields.map(([key]) => key.length));
  const paint = paintFor(terminal.stdout, terminal);
  const lines = fields.flatMap(([key, value]) => {
    const [first = "", ...rest] = valueLines(value);
    const shown = key === "state" ? paintState(paint, first) : first;
    return [
      `${paint("dim", padText(plainText(key), width))}  ${shown}`,
      ...rest.map((line) => `${" ".repeat(width + 2)}${line}`),
    ];
  });
  await print(terminal, lines);
}

function fieldsOf(
  record: Record<string, unknown>,
  { properties = {} }: Shape,
  before: string,
): [string, unknown][] {
  return Object.entries(record).flatMap(([key, value]): [string, unknown][] => {
    const { inner } = withoutNull(properties[key] ?? {});
    return isObject(value) && Object.keys(inner.properties ?? {}).length > 0
      ? fieldsOf(value, inner, `${before}${key}.`)
      : [[before + key, value]];
  });
}

/** Fields of an object that is shown whole: in settings, nothing is a value, too. */
const maxWhole = 8;
/** Longest JSON that stays on one line. */
const maxCompactLength = 60;

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === "" ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}

function valueLines(value: unknown): string[] {
  if (isEmpty(value)) return ["-"];
  if (typeof value === "string") return plainText(value).split("\n");
  if (typeof value !== "object") return [String(value)];
  if (Array.isArray(value) && value.every((item) => typeof item !== "object"))
    return [plainText(value.join(", ")).replaceAll("\n", " ")];
  const compact = safeJson(value);
  return compact.length <= maxCompactLength ? [compact] : safeJson(value, 2).split("\n");
}
