import type { FieldError } from "../../job.ts";
import { pointerKeys } from "../pointer.ts";
import { objectAt, type SchemaObject } from "../schema-tree.ts";
import { schemasAlong } from "./schemas-along.ts";

/**
 * Sorts errors by the order in which the schema names their fields, which is that of the form; items
 * by their place, unknown keys last. Errors of one field keep their order.
 */
export function inFieldOrder(errors: readonly FieldError[], root: SchemaObject): FieldError[] {
  if (errors.length < 2) return [...errors];
  return errors
    .map((error) => ({ error, places: placesOf(pointerKeys(error.pointer), root) }))
    .toSorted((first, second) => compare(first.places, second.places))
    .map(({ error }) => error);
}

/** Returns the place of each key of a path among its neighbours. */
function placesOf(keys: readonly string[], root: SchemaObject): number[] {
  let schemas: SchemaObject[] = [root];
  return keys.map((key) => {
    const here = schemasAlong(schemas, [], root);
    const names = [
      ...new Set(here.flatMap((schema) => Object.keys(objectAt(schema, "properties")))),
    ];
    schemas = schemasAlong(here, [key], root);
    const place = names.indexOf(key);
    if (place >= 0) return place;
    return /^\d+$/.test(key) ? Number(key) : Number.MAX_SAFE_INTEGER;
  });
}

function compare(first: readonly number[], second: readonly number[]): number {
  const index = first.findIndex((place, at) => place !== second[at]);
  if (index < 0) return first.length - second.length;
  return (first[index] ?? 0) - (second[index] ?? -1);
}
