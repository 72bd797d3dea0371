import type { Static, TObject, TProperties, TSchema, TUnsafe } from "typebox";
import { linePattern, linesPattern } from "./text/line-pattern.ts";
import { Type } from "./typebox.ts";

/** Makes the schema of an object that refuses unknown keys, which prevents mass assignment. */
export function closed<P extends TProperties>(
  properties: P,
  options: { description?: string } = {},
): TObject<P> {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

/** Makes the schema of a value or null. */
export function nullable<S extends TSchema>(schema: S, description: string) {
  return Type.Unsafe<Static<S> | null>(Type.Union([schema, Type.Null()], { description }));
}

/** Limits and the description of a text that a caller gives. */
type TextOptions = { description?: string; minLength?: number; maxLength?: number };

/** Makes the schema of one line of text, not blank: what is shown, compared and found as a whole. */
export function line(options: TextOptions = {}) {
  return Type.String({ ...options, pattern: linePattern });
}

/** Makes the schema of text that may have several lines, and no other control characters. */
export function lines(options: TextOptions = {}) {
  return Type.String({ ...options, pattern: linesPattern });
}

/** Makes the schema of an id that Formwork made. */
export function id(description: string) {
  return line({ minLength: 1, maxLength: 64, description });
}

/** Makes the schema of an RFC 3339 date-time; those in replies are in UTC. */
export function time(description: string) {
  return Type.String({ format: "date-time", description });
}

/** Makes the schema of a duration such as `90s`, `1h30m` or `PT5M`. */
export function duration(description: string) {
  return Type.String({ format: "duration", description });
}

/** Makes the schema of a number of things. */
export function count(description: string) {
  return Type.Integer({ minimum: 0, description });
}

/** Makes the schema of one page of a list; `next` is the cursor of the page after it. */
export function page<S extends TSchema>(item: S) {
  return closed({
    items: Type.Array(item, { description: "This page" }),
    next: nullable(
      Type.String(),
      "Cursor of the next page, also where this one is not full; null at the end",
    ),
  });
}
export type Page<S extends TSchema> = ReturnType<typeof page<S>>;

/**
 * Makes the schema of a query parameter that may be given up to 50 times. In a body it is a list, which
 * must not be empty: nobody could tell whether an empty one matches all or nothing.
 */
export function repeated<S extends TSchema>(item: S, description: string) {
  return Type.Optional(Type.Array(item, { minItems: 1, maxItems: 50, description }));
}

/** Makes the schema of an object with any keys, whose values share one schema. */
export function record<V extends TSchema>(
  values: V,
  options: { description?: string } = {},
): TUnsafe<Record<string, Static<V>>> {
  // Type.Record would test each key against a pattern that matches every key.
  return Type.Unsafe({ type: "object", additionalProperties: values, ...options });
}

/** Makes the schema of an object with any keys and values. */
export function anyObject(
  options: { description?: string } = {},
): TUnsafe<Record<string, unknown>> {
  return Type.Unsafe({ type: "object", additionalProperties: true, ...options });
}
