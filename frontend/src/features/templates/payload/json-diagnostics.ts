import type { FieldError } from "@formwork/contracts/job";
import { syntaxErrorRange, valueRange } from "../../../forms/editor/json-range.ts";

/**
 * What is wrong with a JSON text, and where: the first place that is no JSON, or else the errors of
 * its fields.
 */
export function jsonDiagnostics(
  text: string,
  fault: string | null,
  errors: readonly FieldError[],
): { from: number; to: number; message: string }[] {
  if (fault !== null)
    return [{ ...(syntaxErrorRange(text) ?? { from: 0, to: text.length }), message: fault }];
  return errors.map(({ pointer, message }) => ({
    ...valueRange(text, pointer),
    message: `${nameOf(pointer)} ${message}`,
  }));
}

function nameOf(pointer: string): string {
  return pointer.split("/").at(-1) || "The payload";
}
