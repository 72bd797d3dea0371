import { itemSubschemas, propertySubschemas } from "../child-subschemas.ts";
import { maybeInPlace } from "../in-place-closure.ts";
import type { SchemaObject } from "../schema-tree.ts";

/** Lists every schema that may apply to what a path of keys leads to, in whatever branch. */
export function schemasAlong(
  schemas: readonly unknown[],
  keys: readonly string[],
  root: SchemaObject,
): SchemaObject[] {
  const here = maybeInPlace(schemas, root);
  const [key, ...rest] = keys;
  if (key === undefined) return here;
  return schemasAlong(
    here.flatMap((schema) => childSchemas(schema, key)),
    rest,
    root,
  );
}

function childSchemas(schema: SchemaObject, key: string): unknown[] {
  const { named, open } = propertySubschemas(schema, key);
  // A key of digits may be an index.
  const items = /^\d+$/.test(key) ? itemSubschemas(schema, Number(key)) : [];
  return [...named, ...open, ...items, schema.unevaluatedItems];
}
