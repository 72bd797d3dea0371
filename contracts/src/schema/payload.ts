import type { ErrorObject } from "ajv";
import type { FieldError } from "../job.ts";
import { suggestion } from "../nearest.ts";
import { explain } from "./explain/explain.ts";
import {
  type IsValid,
  inPlaceSubschemas,
  itemSubschemas,
  propertySubschemas,
  type Question,
  type Voice,
} from "./in-place-subschemas.ts";
import { childPointer } from "./pointer.ts";
import { isObject, objectAt, type SchemaObject } from "./schema-tree.ts";

/**
 * What a job gets of what a caller sends. Server and form use the same functions, so the form's
 * preview is exact.
 */

export type Payload = Record<string, unknown>;
export type CheckedPayload = { valid: boolean; errors: FieldError[]; payload: Payload };
export type StrippedPayload = { payload: Payload; unknown: FieldError[] };

/** Rounds of filling and dropping before a schema that never comes to rest is left as it is. */
const rounds = 5;

/**
 * Fills defaults in (by `fill`, which may give `undefined` for what it has no value for) and drops
 * what does not apply, until nothing changes. What the caller gave is never replaced.
 */
export function completePayload(params: {
  schema: SchemaObject;
  payload: Payload;
  fill: (payload: Payload) => unknown;
  isValid: IsValid;
}): StrippedPayload {
  let exact: StrippedPayload = { payload: params.payload, unknown: [] };
  for (let round = 0; round < rounds; round++) {
    const filled = keepGiven(exact.payload, params.fill(exact.payload));
    const before = JSON.stringify(exact.payload);
    exact = stripPayload({
      schema: params.schema,
      payload: isObject(filled) ? filled : exact.payload,
      isValid: params.isValid,
    });
    if (JSON.stringify(exact.payload) === before) break;
  }
  return exact;
}

/**
 * Completes a payload and checks it: what a job would get, and each fault of it by its pointer from
 * the request body.
 */
export function checkPayload(params: {
  schema: SchemaObject;
  payload: Payload;
  fill: (payload: Payload) => unknown;
  isValid: IsValid;
  /** ajv's errors of a payload under the whole schema. */
  validate: (payload: Payload) => readonly ErrorObject[];
}): CheckedPayload {
  const { payload, unknown } = completePayload(params);
  const prefix = "/payload";
  const refused = explain(params.validate(payload), { schema: params.schema, prefix });
  const errors = [
    ...refused,
    ...unknown.map((fault) => ({ ...fault, pointer: prefix + fault.pointer })),
  ];
  return { valid: errors.length === 0, errors, payload };
}

/**
 * The payload without the values of branches that do not apply. Keys that no branch knows stay and
 * are named in `unknown`: an object whose schema names fields takes no others unless the schema
 * says so.
 */
export function stripPayload(params: {
  schema: SchemaObject;
  payload: Payload;
  isValid: IsValid;
}): StrippedPayload {
  const question: Question = { root: params.schema, isValid: params.isValid };
  const unknown: FieldError[] = [];
  const payload = exactObject([params.schema], params.payload, "", true);
  return { payload, unknown };

  function exactValue(schemas: unknown[], value: unknown, pointer: string): unknown {
    if (Array.isArray(value)) return exactList(schemas, value, pointer);
    return isObject(value) ? exactObject(schemas, value, pointer, false) : value;
  }

  function exactList(schemas: unknown[], list: unknown[], pointer: string): unknown[] {
    const voices = schemas
      .flatMap((schema) => inPlaceSubschemas(schema, list, question))
      .filter(({ applies }) => applies);
    return list.map((item, index) =>
      exactValue(
        voices.flatMap(({ schema }) => itemSubschemas(schema, index)),
        item,
        childPointer(pointer, index),
      ),
    );
  }

  function exactObject(
    schemas: unknown[],
    object: SchemaObject,
    pointer: string,
    isRoot: boolean,
  ): SchemaObject {
    const voices = schemas.flatMap((schema) => inPlaceSubschemas(schema, object, question));
    const closed = isClosed(voices, isRoot);
    const entries = Object.entries(object).flatMap(([key, value]): [string, unknown][] => {
      const applying = voices
        .filter(({ applies }) => applies)
        .map(({ schema }) => propertySubschemas(schema, key));
      const said = applying.flatMap(({ named, open }) => [...named, ...open]);
      if (said.length > 0) return [[key, exactValue(said, value, childPointer(pointer, key))]];
      if (
        voices.some(
          ({ schema, applies }) => !applies && propertySubschemas(schema, key).named.length > 0,
        )
      )
        return [];
      if (closed) unknown.push(unknownKey(childPointer(pointer, key), key, voices));
      return [[key, value]];
    });
    return Object.fromEntries(entries);
  }
}

/**
 * An object takes no further keys once a schema names some. Where a schema says so itself, the
 * validator reports it.
 */
function isClosed(voices: Voice[], isRoot: boolean): boolean {
  const applying = voices.filter(({ applies }) => applies).map(({ schema }) => schema);
  if (
    applying.some(
      (schema) => schema.additionalProperties === false || schema.unevaluatedProperties === false,
    )
  )
    return false;
  return (
    isRoot || applying.some((schema) => "properties" in schema || "patternProperties" in schema)
  );
}

function unknownKey(pointer: string, key: string, voices: Voice[]): FieldError {
  const known = voices.flatMap(({ schema }) => Object.keys(objectAt(schema, "properties")));
  return {
    pointer,
    message: `is not a known field${suggestion(key, known)}`,
    keyword: "unevaluatedProperties",
  };
}

/**
 * `filled` as JSON, with every value of `given` put back: defaults complete what a caller gave, and
 * never replace it.
 */
function keepGiven(given: unknown, filled: unknown): unknown {
  if (given === undefined) return asJson(filled);
  if (isObject(given) && isObject(filled)) {
    const keys = new Set([...Object.keys(filled), ...Object.keys(given)]);
    return withoutUndefined(
      [...keys].map((key) => [key, keepGiven(own(given, key), own(filled, key))]),
    );
  }
  if (Array.isArray(given) && Array.isArray(filled)) {
    const added = filled.slice(given.length).filter((item) => item !== undefined);
    return [
      ...given.map((item, index) => keepGiven(item ?? null, filled[index])),
      ...added.map(asJson),
    ];
  }
  return asJson(given);
}

/** Undefined has no place in JSON: keys go, items become null. */
function asJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => asJson(item) ?? null);
  return isObject(value)
    ? withoutUndefined(Object.entries(value).map(([key, item]) => [key, asJson(item)]))
    : value;
}

function withoutUndefined(entries: [string, unknown][]): SchemaObject {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function own(object: SchemaObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
