import { maybeInPlace } from "../schema/in-place-closure.ts";
import { isObject, listAt, objectAt, type SchemaObject } from "../schema/schema-tree.ts";

/**
 * What a schema says about the values of one place in a payload: their order, and which of them
 * are no news because the schema gives them.
 */
export type SchemaOutline = {
  title: string | undefined;
  /** Defaults, and the constant where the schema allows but one. */
  given: readonly unknown[];
  /** Named properties, in order. */
  named: ReadonlyMap<string, SchemaOutline>;
  /** All other properties, and items. */
  rest: SchemaOutline | undefined;
};

/** Bounds for schemas that refer to themselves; what lies deeper is in no summary. */
const maxDepth = 5;
const maxPlaces = 500;

/** Reads the outline of a payload from its schema; undefined where no value can stand in it. */
export function schemaOutline(root: SchemaObject): SchemaOutline | undefined {
  let places = 0;
  return read([root], 0, []);

  function read(
    schemas: readonly unknown[],
    depth: number,
    outerGiven: readonly unknown[],
  ): SchemaOutline | undefined {
    const parts = maybeInPlace(
      schemas.map((schema) => (schema === true ? {} : schema)),
      root,
    );
    if (parts.length === 0 || depth > maxDepth || ++places > maxPlaces) return undefined;
    const given = [...outerGiven, ...givenValues(parts)];
    const child = (inner: readonly unknown[], key: string) =>
      read(inner, depth + 1, ownValues(given, key));
    const named = new Map(
      [...propertiesOf(parts)].flatMap(([key, inner]) => {
        const outline = child(inner, key);
        return outline === undefined ? [] : [[key, outline] as const];
      }),
    );
    return { title: titleOf(parts), given, named, rest: child(restOf(parts), "*") };
  }
}

function propertiesOf(parts: readonly SchemaObject[]): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  for (const part of parts)
    for (const [key, schema] of Object.entries(objectAt(part, "properties")))
      found.set(key, [...(found.get(key) ?? []), schema]);
  return found;
}

function restOf(parts: readonly SchemaObject[]): unknown[] {
  return parts.flatMap((part) => [
    ...Object.values(objectAt(part, "patternProperties")),
    ...[part.additionalProperties, part.unevaluatedProperties],
    ...listAt(part, "prefixItems"),
    ...[part.items, ...listAt(part, "items"), part.additionalItems, part.unevaluatedItems],
  ]);
}

function givenValues(parts: readonly SchemaObject[]): unknown[] {
  const defaults = parts.flatMap((part) => ("default" in part ? [part.default] : []));
  const constants = new Set(parts.flatMap((part) => ("const" in part ? [part.const] : [])));
  return constants.size === 1 ? [...defaults, ...constants] : defaults;
}

function ownValues(objects: readonly unknown[], key: string): unknown[] {
  return objects.flatMap((object) =>
    isObject(object) && Object.hasOwn(object, key) ? [object[key]] : [],
  );
}

function titleOf(parts: readonly SchemaObject[]): string | undefined {
  return parts.map(({ title }) => title).find((title) => typeof title === "string");
}
