import type { ErrorObject } from "ajv";

/** An error of ajv, or one made from several, with an explanation in place of its message. */
export type ExplainedError = ErrorObject & { explanation?: string };

/** Returns true for a `oneOf` or `anyOf` under none of whose options the value is valid. */
export function isFailedChoice(error: ErrorObject): boolean {
  return (
    error.keyword === "anyOf" ||
    (error.keyword === "oneOf" && !Array.isArray(error.params.passingSchemas))
  );
}
