import type { ErrorObject } from "ajv";
import type { FieldError } from "../job.ts";
import { explain } from "./explain/explain.ts";
import { fillDefaults } from "./fill-defaults.ts";
import type { IsValid } from "./schema-context.ts";
import { isObject, type SchemaObject } from "./schema-tree.ts";
import { type StrippedPayload, stripPayload } from "./strip-payload.ts";

/**
 * Turns what a caller sends into what a job gets. The server and the form call the same functions,
 * so the form's preview shows exactly what is stored.
 */

export type Payload = Record<string, unknown>;
export type CheckedPayload = { valid: boolean; errors: FieldError[]; payload: Payload };

/** A schema whose defaults and branches undo each other is left after this many rounds. */
const maxRounds = 5;

/**
 * Fills defaults in and strips inapplicable values, in turns, until nothing changes. Values that the
 * caller gave are replaced by no default.
 */
export function completePayload(params: {
  schema: SchemaObject;
  payload: Payload;
  isValid: IsValid;
}): StrippedPayload {
  const { schema, isValid } = params;
  let stripped: StrippedPayload = { payload: params.payload, unknown: [] };
  for (let round = 0; round < maxRounds; round++) {
    const before = JSON.stringify(stripped.payload);
    const filled = fillDefaults(stripped.payload, { root: schema, isValid });
    const payload = isObject(filled) ? filled : stripped.payload;
    stripped = stripPayload({ schema, payload, isValid });
    if (JSON.stringify(stripped.payload) === before) break;
  }
  return stripped;
}

/** Completes a payload and validates it. Pointers of errors start at the request body. */
export function checkPayload(params: {
  schema: SchemaObject;
  payload: Payload;
  isValid: IsValid;
  /** Returns ajv's errors of a payload under the whole schema. */
  validate: (payload: Payload) => readonly ErrorObject[];
}): CheckedPayload {
  const { payload, unknown } = completePayload(params);
  const prefix = "/payload";
  const errors = [
    ...explain(params.validate(payload), { schema: params.schema, prefix }),
    ...unknown.map((error) => ({ ...error, pointer: prefix + error.pointer })),
  ];
  return { valid: errors.length === 0, errors, payload };
}
