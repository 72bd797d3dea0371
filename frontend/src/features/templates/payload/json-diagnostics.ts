import type { FieldError } from "@formwork/contracts/job";
import { syntaxErrorRange, valueRange } from "../../../forms/editor/json-range.ts";

/**
 * Returns what the editor marks in a JSON text: its first syntax error, or else the errors of its
 * fields.
 */
export function jsonDiagnostics(
  text: string,
  jsonError: string | null,
  errors: readonly FieldError[],
): { from: number; to: number; message: string }[] {
  if (jsonError !== null)
    return [{ ...(syntaxErrorRange(text) ?? { from: 0, to: text.length }), message: jsonError }];
  return errors.map(({ pointer, message }) => ({
    ...valueRange(text, pointer),
    message: `${nameOf(pointer)} ${message}`,
  }));
}

function nameOf(pointer: string): string {
  return pointer.split("/").at(-1) || "The payload";
}
