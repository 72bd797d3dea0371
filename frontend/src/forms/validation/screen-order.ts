import type { FieldError } from "@formwork/contracts/job";
import { pathOf } from "../values/field-path.ts";
import { type AnySchema, schemasAt } from "../values/schema-at.ts";

type Layout = { readonly [option: string]: unknown };

/**
 * Sorts errors by the places of their fields on the screen: the order of the schema's properties,
 * or that of `ui:order`. A group's own error comes before those of its fields, and a key that no
 * field shows comes last.
 */
export function inScreenOrder(
  errors: readonly FieldError[],
  schema: AnySchema,
  layout: unknown,
): FieldError[] {
  return errors
    .map((error) => ({ error, place: placeOf(pathOf(error.pointer), schema, layout) }))
    .sort((a, b) => comparePlaces(a.place, b.place))
    .map(({ error }) => error);
}

/** Returns the rank of each key on a path among those beside it. */
function placeOf(path: readonly string[], schema: AnySchema, layout: unknown): number[] {
  let within = layout;
  return path.map((key, depth) => {
    const names = fieldNames(
      schemasAt(schema, path.slice(0, depth)),
      layoutOption(within, "order"),
    );
    const isItem = /^\d+$/.test(key) && !names.includes(key);
    within = isObject(within) ? within[isItem ? "items" : key] : undefined;
    return isItem ? Number(key) : rankOf(key, names);
  });
}

function rankOf(key: string, names: readonly string[]): number {
  const rank = names.indexOf(key);
  return rank < 0 ? Number.POSITIVE_INFINITY : rank;
}

/** Returns the names of an object's fields in order; `*` in `order` stands for all others. */
function fieldNames(schemas: readonly AnySchema[], order: unknown): string[] {
  const names = [
    ...new Set(
      schemas.flatMap(({ properties }) => (isObject(properties) ? Object.keys(properties) : [])),
    ),
  ];
  if (!Array.isArray(order)) return names;
  const listed = order.map(String);
  const others = names.filter((name) => !listed.includes(name));
  return listed.includes("*")
    ? listed.flatMap((name) => (name === "*" ? others : [name]))
    : [...listed, ...others];
}

function layoutOption(layout: unknown, name: string): unknown {
  if (!isObject(layout)) return undefined;
  const options = layout["ui:options"];
  return layout[`ui:${name}`] ?? (isObject(options) ? options[name] : undefined);
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((rank, depth) => rank !== b[depth]);
  if (differing < 0) return a.length - b.length;
  const other = b[differing];
  if (other === undefined) return 1;
  return (a[differing] ?? 0) < other ? -1 : 1;
}

function isObject(value: unknown): value is Layout {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
