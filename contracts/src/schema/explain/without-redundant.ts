import { type ExplainedError, isFailedChoice } from "./explained-error.ts";

/** Errors inside `contains`, which may also be the name of a field. */
const insideContains =
  /(?<!\/(?:properties|patternProperties|\$defs|definitions|dependentSchemas|dependencies))\/contains\//;

/** Leaves out errors that follow from another error of the same value; never all of them. */
export function withoutRedundant(errors: readonly ExplainedError[]): ExplainedError[] {
  const telling = errors.filter(isTellingAmong(errors));
  return telling.length > 0 ? telling : [...errors];
}

function isTellingAmong(errors: readonly ExplainedError[]): (error: ExplainedError) => boolean {
  const withFailedBranch = new Set(
    errors
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
  const empty = new Set(
    errors
      .filter(({ keyword, params }) => keyword === "minLength" && params.limit === 1)
      .map((error) => error.instancePath),
  );
  return (error) => {
    // That a text is empty says all.
    if (error.keyword === "pattern" && empty.has(error.instancePath)) return false;
    if (
      error.keyword === "if" ||
      (error.propertyName !== undefined && error.keyword !== "propertyNames")
    )
      return false;
    if (insideContains.test(error.schemaPath)) return false;
    // A branch that fails leaves its fields "unevaluated"; its own errors say what is wrong.
    if (error.keyword.startsWith("unevaluated")) return !withFailedBranch.has(error.instancePath);
    // A value of the wrong type may be valid under several options that do not restrict its type.
    if (error.keyword === "oneOf" && !isFailedChoice(error))
      return !mistyped.has(error.instancePath);
    return (
      error.keyword !== "type" || !withListedValues.has(error.schemaPath.replace(/\/type$/, ""))
    );
  };
}
