import type { FieldError } from "../../problem.ts";
import { explainValue } from "../explain/explain.ts";
import { inFieldOrder } from "../explain/in-field-order.ts";
import type { ErrorsOf, IsValid } from "../schema-context.ts";
import { hasBranches } from "../schema-traits.ts";
import { isObject, type SchemaObject } from "../schema-tree.ts";
import { fillDefaults } from "./fill-defaults.ts";
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
  const { schema } = params;
  const isValid = rememberAnswers(params.isValid);
  const complete = (given: Payload): StrippedPayload => {
    const filled = fillDefaults(given, { root: schema, isValid });
    return stripPayload({ schema, payload: isObject(filled) ? filled : given, isValid });
  };
  let stripped = complete(params.payload);
  // A default may select a branch, which has others; without branches once is enough.
  for (let round = 1; round < maxRounds && hasBranches(schema); round++) {
    const next = complete(stripped.payload);
    if (next.payload === stripped.payload) break;
    stripped = next;
  }
  return stripped;
}

/** Filling and stripping ask the same about one object several times. */
function rememberAnswers(isValid: IsValid): IsValid {
  const answers = new WeakMap<object, Map<SchemaObject, boolean>>();
  return (part, value) => {
    if (typeof value !== "object" || value === null) return isValid(part, value);
    const known = answers.get(value) ?? new Map<SchemaObject, boolean>();
    answers.set(value, known);
    const answer = known.get(part) ?? isValid(part, value);
    known.set(part, answer);
    return answer;
  };
}

/** Completes a payload and validates it. Pointers of errors start at the request body. */
export function checkPayload(params: {
  schema: SchemaObject;
  payload: Payload;
  isValid: IsValid;
  errorsOf: ErrorsOf;
}): CheckedPayload {
  const stripped = completePayload(params);
  const errors = payloadErrors({ ...params, stripped });
  return { valid: errors.length === 0, errors, payload: stripped.payload };
}

/** Returns the errors of a completed payload, in the order of the fields that a layout may change. */
export function payloadErrors(params: {
  schema: SchemaObject;
  stripped: StrippedPayload;
  errorsOf: ErrorsOf;
  layout?: SchemaObject;
  /** Errors that the schema does not know of; their pointers start at the payload. */
  more?: readonly FieldError[];
}): FieldError[] {
  const { schema, errorsOf, layout, more = [] } = params;
  const { payload, unknown } = params.stripped;
  const found = errorsOf(schema, payload);
  if (found.length + unknown.length + more.length === 0) return [];
  const explained = explainValue(found, { root: schema, value: payload, errorsOf });
  return inFieldOrder([...explained, ...unknown, ...more], schema, layout).map((error) => ({
    ...error,
    pointer: `/payload${error.pointer}`,
  }));
}
