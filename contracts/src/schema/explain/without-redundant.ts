import type { ErrorObject } from "ajv";
import { type ExplainedError, isFailedChoice } from "./explained-error.ts";

/**
 * Leaves out errors that follow from another error of the same value. `reported` has all errors that
 * ajv reported, those of failed choices too.
 */
export function withoutRedundant(
  errors: readonly ExplainedError[],
  reported: readonly ErrorObject[] = errors,
): ExplainedError[] {
  const withFailedBranch = new Set(
    reported
      .filter((error) => error.keyword === "if" || isFailedChoice(error))
      .map((error) => error.instancePath),
  );
  const mistyped = new Set(
    errors.filter(({ keyword }) => keyword === "type").map((error) => error.instancePath),
  );
  const withListedValues = new Set(
    errors
      .filter(({ keyword }) => keyword === "enum" || keyword === "const")
      .map((error) => error.schemaPath.replace(/\/\w+$/, "")),
  );
  return errors.filter((error) => {
    if (
      error.keyword === "if" ||
      (error.propertyName !== undefined && error.keyword !== "propertyNames")
    )
      return false;
    if (/\/contains\//.test(error.schemaPath)) return false;
    // A branch that fails leaves its fields "unevaluated"; its own errors say what is wrong.
    if (error.keyword.startsWith("unevaluated")) return !withFailedBranch.has(error.instancePath);
    // A value of the wrong type may be valid under several options that do not restrict its type.
    if (error.keyword === "oneOf" && !isFailedChoice(error))
      return !mistyped.has(error.instancePath);
    return (
      error.keyword !== "type" || !withListedValues.has(error.schemaPath.replace(/\/type$/, ""))
    );
  });
}
