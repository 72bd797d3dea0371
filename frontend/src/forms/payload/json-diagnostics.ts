import { parseJson } from "@formwork/contracts/json/parse-json";
import type { FieldError } from "@formwork/contracts/problem";
import { syntaxErrorRange, valueRange } from "../editor/json-range.ts";

type Mark = { from: number; to: number; message: string };

/**
 * Returns what the editor marks in a JSON text: its first syntax error, what of it cannot be kept
 * exactly, or else the errors of its fields.
 */
export function jsonDiagnostics(
  text: string,
  jsonError: string | null,
  errors: readonly FieldError[],
): Mark[] {
  const faults = jsonError === null ? [] : inexactRanges(text);
  if (faults.length > 0) return faults;
  if (jsonError !== null)
    return [{ ...(syntaxErrorRange(text) ?? { from: 0, to: text.length }), message: jsonError }];
  return errors.map(({ pointer, message }) => ({
    ...valueRange(text, pointer),
    message: `${nameOf(pointer)} ${message}`,
  }));
}

/** Returns the numbers and keys of a text that would be changed; none of a text that is no JSON. */
function inexactRanges(text: string): Mark[] {
  try {
    return parseJson(text).faults.map(({ from, to, pointer, message }) => ({
      from,
      to,
      message: `${nameOf(pointer)} ${message}`,
    }));
  } catch {
    return [];
  }
}

function nameOf(pointer: string): string {
  return pointer.split("/").at(-1) || "The payload";
}
