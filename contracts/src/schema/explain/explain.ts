import type { ErrorObject } from "ajv";
import type { FieldError } from "../../job.ts";
import { suggestion } from "../../nearest.ts";
import { childPointer, lookUpPointer } from "../pointer.ts";
import { messageOf } from "./keyword-messages.ts";
import { type ExplainedError, isFailedChoice, resolveChoices } from "./resolve-choices.ts";

/** Errors of ajv that are read: bounds the time for a value that is invalid in every place. */
const maxErrorsRead = 1000;
const maxErrorsReported = 100;

/**
 * Turns ajv's errors into field errors: a pointer, and a message that says what is allowed. The
 * form and the server share it, so their messages are equal. `schema`, the one validated against,
 * helps to select the intended option of a choice and to suggest names; `prefix` goes before each
 * pointer.
 */
export function explain(
  errors: readonly ErrorObject[],
  options: { schema?: unknown; prefix?: string } = {},
): FieldError[] {
  const { schema, prefix = "" } = options;
  const explained = resolveChoices(withoutRedundant(errors.slice(0, maxErrorsRead)), schema);
  return distinct(
    explained.map((error) => ({
      pointer: prefix + pointerOf(error),
      message: error.explanation ?? messageOf(error) + nameSuggestion(error, schema),
      keyword: error.keyword,
    })),
  );
}

/** Leaves out errors that follow from another error of the same value. */
function withoutRedundant(errors: readonly ErrorObject[]): ErrorObject[] {
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

/** Returns the pointer of the field; for a missing, unknown or misnamed one that of its key. */
function pointerOf({ keyword, instancePath, params }: ExplainedError): string {
  const key =
    params.missingProperty ??
    params.additionalProperty ??
    params.unevaluatedProperty ??
    (keyword === "propertyNames" ? params.propertyName : undefined);
  return key === undefined ? instancePath : childPointer(instancePath, String(key));
}

function nameSuggestion({ params, schemaPath }: ExplainedError, schema: unknown): string {
  const key = params.additionalProperty ?? params.unevaluatedProperty;
  if (key === undefined || schema === undefined) return "";
  const properties = lookUpPointer(schema, `${schemaPath.replace(/\/\w+$/, "")}/properties`);
  return suggestion(
    String(key),
    typeof properties === "object" && properties !== null ? Object.keys(properties) : [],
  );
}

function distinct(errors: FieldError[]): FieldError[] {
  return [
    ...new Map(errors.map((error) => [`${error.pointer} ${error.message}`, error])).values(),
  ].slice(0, maxErrorsReported);
}
