import type { FieldError } from "../../problem.ts";

/** Leaves out the errors that have the pointer and message of another one. */
export function distinctErrors(errors: readonly FieldError[]): FieldError[] {
  return [...new Map(errors.map((error) => [`${error.pointer} ${error.message}`, error])).values()];
}
