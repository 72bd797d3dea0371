import { isObject, listAt, objectAt, resolveRef } from "@formwork/contracts/schema/schema-tree";
import { titleFromName } from "./schema-labels.ts";

/** A JSON Schema of any kind. */
export type AnySchema = { [keyword: string]: unknown };

/**
 * Returns every subschema that may apply to the value at a path, through references, lists and all
 * branches.
 */
export function schemasAt(root: AnySchema, path: readonly string[]): AnySchema[] {
  return path.reduce(
    (level, key) => level.flatMap((schema) => children(root, schema, key)),
    expand(root, root),
  );
}

/** Returns the title of the field at a path, such as "Columns 2 › Name". */
export function titleAt(root: AnySchema, path: readonly string[]): string {
  const names: string[] = [];
  for (const [depth, key] of path.entries()) {
    const isItem = /^\d+$/.test(key) && names.length > 0;
    const fixedTitle = isItem ? titleOfFixed(root, path.slice(0, depth), Number(key)) : undefined;
    if (fixedTitle !== undefined) names.push(fixedTitle);
    else if (isItem) names.push(`${names.pop()} ${Number(key) + 1}`);
    else names.push(firstTitle(schemasAt(root, path.slice(0, depth + 1))) ?? titleFromName(key));
  }
  return names.join(" › ");
}

/** Returns the title of an item whose place has a schema of its own. */
function titleOfFixed(root: AnySchema, list: readonly string[], index: number): string | undefined {
  const items = schemasAt(root, list).flatMap((schema) =>
    expand(root, listAt(schema, "prefixItems")[index]),
  );
  return firstTitle(items);
}

function firstTitle(schemas: AnySchema[]): string | undefined {
  const titled = schemas.find(({ title }) => typeof title === "string" && title !== "");
  return titled === undefined ? undefined : String(titled.title);
}

/**
 * Returns a schema, the ones it refers to, and its branches. A schema that was visited already is a
 * circular reference and is left out.
 */
function expand(
  root: AnySchema,
  schema: unknown,
  visited: ReadonlySet<unknown> = new Set(),
): AnySchema[] {
  if (!isObject(schema) || visited.has(schema)) return [];
  const nextVisited = new Set(visited).add(schema);
  const parts = [
    resolveRef(root, schema.$ref),
    ...listAt(schema, "allOf"),
    ...listAt(schema, "oneOf"),
    ...listAt(schema, "anyOf"),
    schema.then,
    schema.else,
  ];
  return [schema, ...parts.flatMap((part) => expand(root, part, nextVisited))];
}

function children(root: AnySchema, schema: AnySchema, key: string): AnySchema[] {
  const { items, additionalProperties } = schema;
  const properties = objectAt(schema, "properties");
  const named = Object.hasOwn(properties, key) ? properties[key] : undefined;
  const matched = Object.values(objectAt(schema, "patternProperties"));
  const indexed = /^\d+$/.test(key)
    ? (listAt(schema, "prefixItems")[Number(key)] ?? items)
    : undefined;
  const found = named === undefined ? [indexed, ...matched, additionalProperties] : [named];
  return found.flatMap((child) => expand(root, child));
}

/** Returns a schema as an object: `true` and `false` as one without keywords. */
export function asSchema(schema: unknown): AnySchema {
  return isObject(schema) ? schema : {};
}
