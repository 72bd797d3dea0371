import { itemSchemas, propertySchemas } from "./child-subschemas.ts";
import { alwaysInPlace } from "./in-place-closure.ts";
import { sameOrNew } from "./same-or-new.ts";
import { isObject, objectAt, type SchemaObject } from "./schema-tree.ts";

/** Most values that are filled in inside of defaults, where they multiply. */
const maxFilledValues = 100_000;
/** Deepest default inside defaults: one that leads to itself would never end. */
const maxFilledDepth = 64;

/** Lists the schemas with defaults for a value, beside those that always apply. */
export type BranchesOf = (schema: unknown, value: unknown) => SchemaObject[];

/** Returns `value` with the defaults of a schema that apply whatever the value is. */
export function fillAlways(schema: unknown, value: unknown, root: SchemaObject): unknown {
  return fillWith({ schema, value, root, branchesOf: () => [] });
}

/**
 * Returns `value` with the defaults of a schema and of its branches. A property that is absent from
 * an object that is there gets the `default` of its schema, and defaults inside that are filled in
 * as well. No object, list, item, constant or first option is made for its own sake. What needs no
 * default stays the same object.
 */
export function fillWith(params: {
  schema: unknown;
  value: unknown;
  root: SchemaObject;
  branchesOf: BranchesOf;
}): unknown {
  const { root, branchesOf } = params;
  let filledValues = 0;
  return fillValue([params.schema], params.value, 0);

  /** `depth` counts the defaults around the value. */
  function fillValue(schemas: readonly unknown[], value: unknown, depth: number): unknown {
    if (Array.isArray(value)) return fillList(schemas, value, depth);
    return isObject(value) ? fillObject(schemas, value, depth) : value;
  }

  function fillList(schemas: readonly unknown[], list: unknown[], depth: number): unknown[] {
    const applying = applyingTo(schemas, list);
    const filled = list.map((item, index) => fillValue(itemSchemas(applying, index), item, depth));
    return filled.every((item, index) => item === list[index]) ? list : filled;
  }

  function fillObject(
    schemas: readonly unknown[],
    object: SchemaObject,
    depth: number,
  ): SchemaObject {
    const values = new Map(Object.entries(object).filter(([, value]) => value !== undefined));
    const given = new Set(values.keys());
    // What always applies comes first, since it may decide which branches apply.
    addMissing(values, alwaysInPlace(schemas, root), root);
    const applying = applyingTo(schemas, Object.fromEntries(values));
    addMissing(values, applying, root);
    if (depth > 0) filledValues += values.size - given.size;
    checkLimits(filledValues, depth);
    const filled = [...values].map(([key, inner]): [string, unknown] => {
      const below = propertySchemas(applying, key);
      return [key, fillValue(below, inner, given.has(key) ? depth : depth + 1)];
    });
    return sameOrNew(object, filled);
  }

  function applyingTo(schemas: readonly unknown[], value: unknown): SchemaObject[] {
    const branches = schemas.flatMap((schema) => branchesOf(schema, value));
    return [...new Set([...alwaysInPlace(schemas, root), ...branches])];
  }
}

/** Adds the default of each property that is absent. The first schema with one counts. */
function addMissing(
  values: Map<string, unknown>,
  schemas: readonly SchemaObject[],
  root: SchemaObject,
): void {
  for (const schema of schemas) {
    for (const [key, property] of Object.entries(objectAt(schema, "properties"))) {
      if (values.has(key)) continue;
      const source = alwaysInPlace([property], root).find((part) => "default" in part);
      if (source !== undefined) values.set(key, copy(source.default));
    }
  }
}

function copy(value: unknown): unknown {
  return typeof value === "object" ? structuredClone(value) : value;
}

function checkLimits(filledValues: number, depth: number): void {
  if (depth > maxFilledDepth) throw new Error("a default fills itself in without end");
  if (filledValues > maxFilledValues)
    throw new Error(`its defaults fill in more than ${maxFilledValues} values`);
}
