import type { FieldError } from "../../problem.ts";
import { pointerKeys } from "../pointer.ts";
import { listAt, objectAt, type SchemaObject } from "../schema-tree.ts";
import { schemasAlong } from "./schemas-along.ts";

/**
 * Sorts errors by the order in which the schema names their fields, which is that of the form; a
 * layout may change it by `ui:order`. Items come by their place, unknown keys last. Errors of one
 * field keep their order.
 */
export function inFieldOrder(
  errors: readonly FieldError[],
  root: SchemaObject,
  layout: SchemaObject = {},
): FieldError[] {
  if (errors.length < 2) return [...errors];
  return errors
    .map((error) => ({ error, places: placesOf(pointerKeys(error.pointer), root, layout) }))
    .toSorted((first, second) => compare(first.places, second.places))
    .map(({ error }) => error);
}

/** Returns the place of each key of a path among its neighbours. */
function placesOf(keys: readonly string[], root: SchemaObject, layout: SchemaObject): number[] {
  let schemas: SchemaObject[] = [root];
  let options = layout;
  return keys.map((key) => {
    const here = schemasAlong(schemas, [], root);
    const names = new Set(here.flatMap((schema) => Object.keys(objectAt(schema, "properties"))));
    const place = ordered([...names], listAt(options, "ui:order")).indexOf(key);
    const isItem = place < 0 && /^\d+$/.test(key);
    schemas = schemasAlong(here, [key], root);
    options = objectAt(options, isItem ? "items" : key);
    if (isItem) return Number(key);
    return place >= 0 ? place : Number.MAX_SAFE_INTEGER;
  });
}

/** Returns names in an order that lists some of them, and with `*` all others. */
function ordered(names: readonly string[], order: readonly unknown[]): string[] {
  const others = names.filter((name) => !order.includes(name));
  const listed = order.flatMap((name) =>
    name === "*" ? others : names.filter((one) => one === name),
  );
  return order.includes("*") ? listed : [...listed, ...others];
}

function compare(first: readonly number[], second: readonly number[]): number {
  const index = first.findIndex((place, at) => place !== second[at]);
  if (index < 0) return first.length - second.length;
  return (first[index] ?? 0) - (second[index] ?? -1);
}
