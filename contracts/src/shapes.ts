import {
  type Static,
  type TObject,
  type TProperties,
  type TSchema,
  type TUnsafe,
  Type,
} from "typebox";

/** An object that refuses keys it does not name (mass assignment). */
export function closed<P extends TProperties>(
  properties: P,
  options: { description?: string } = {},
): TObject<P> {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

/** The schema, or null. */
export function nullable<S extends TSchema>(schema: S, description: string) {
  return Type.Unsafe<Static<S> | null>(Type.Union([schema, Type.Null()], { description }));
}

/** An RFC 3339 date-time in UTC. */
export function time(description: string) {
  return Type.String({ format: "date-time", description });
}

/** One page of a list: `next` is the cursor of the following page, or null at the end. */
export function page<S extends TSchema>(item: S) {
  return closed({
    items: Type.Array(item, { description: "This page" }),
    next: nullable(Type.String(), "Cursor of the next page; null at the end"),
  });
}
export type Page<S extends TSchema> = ReturnType<typeof page<S>>;

/** A query parameter that may be given up to 50 times. */
export function repeated<S extends TSchema>(item: S, description: string) {
  return Type.Optional(Type.Array(item, { maxItems: 50, description }));
}

/** An object with any keys, whose values are all alike. */
export function record<V extends TSchema>(
  values: V,
  options: { description?: string } = {},
): TUnsafe<Record<string, Static<V>>> {
  // TypeBox's own tries a pattern that everything fits on each key.
  return Type.Unsafe({ type: "object", additionalProperties: values, ...options });
}

/** An object with any keys and values. */
export function anyObject(
  options: { description?: string } = {},
): TUnsafe<Record<string, unknown>> {
  return Type.Unsafe({ type: "object", ...options });
}
