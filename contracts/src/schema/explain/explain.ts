import type { ErrorObject } from "ajv";
import type { FieldError } from "../../problem.ts";
import { suggestion } from "../../text/nearest.ts";
import { childPointer, lookUpPointer, pointerKeys } from "../pointer.ts";
import { objectAt } from "../schema-tree.ts";
import { distinctErrors } from "./distinct-errors.ts";
import type { ExplainedError } from "./explained-error.ts";
import { messageOf } from "./keyword-messages.ts";
import { resolveByPath } from "./resolve-by-path.ts";
import { type ErrorContext, resolveChoices } from "./resolve-choices.ts";
import { schemasAlong } from "./schemas-along.ts";
import { withoutRedundant } from "./without-redundant.ts";

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
  const explained = resolveByPath(withoutRedundant(errors.slice(0, maxErrorsRead)), schema);
  return reported(explained.map((error) => fieldError(error, namesBeside(error, schema)))).map(
    (error) => ({ ...error, pointer: prefix + error.pointer }),
  );
}

/** Does the same with the value at hand, which finds the intended option through any reference. */
export function explainValue(errors: readonly ErrorObject[], context: ErrorContext): FieldError[] {
  const explained = withoutRedundant(resolveChoices(errors.slice(0, maxErrorsRead), context));
  return reported(explained.map((error) => fieldError(error, namesAt(error, context))));
}

function fieldError(error: ExplainedError, names: () => string[]): FieldError {
  const key = error.params.additionalProperty ?? error.params.unevaluatedProperty;
  const words =
    error.explanation ??
    messageOf(error) + (key === undefined ? "" : suggestion(String(key), names()));
  return { pointer: pointerOf(error), message: words, keyword: error.keyword };
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

/** Returns the names of the fields at the place of an error. */
function namesAt({ instancePath }: ExplainedError, { root }: ErrorContext): () => string[] {
  return () =>
    schemasAlong([root], pointerKeys(instancePath), root).flatMap((schema) =>
      Object.keys(objectAt(schema, "properties")),
    );
}

/** Returns the names of the fields beside the keyword of an error. */
function namesBeside({ schemaPath }: ExplainedError, schema: unknown): () => string[] {
  return () => {
    const beside = lookUpPointer(schema, `${schemaPath.replace(/\/\w+$/, "")}/properties`);
    return typeof beside === "object" && beside !== null ? Object.keys(beside) : [];
  };
}

function reported(errors: FieldError[]): FieldError[] {
  return distinctErrors(errors).slice(0, maxErrorsReported);
}
