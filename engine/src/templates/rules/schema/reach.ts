import { resolveRef, type SchemaObject, subschemas } from "@formwork/contracts/schema/schema-tree";

/** Returns every schema reached from `start` by references and by keywords that `follows` allows. */
export function reach(
  root: SchemaObject,
  start: SchemaObject,
  follows: (keyword: string) => boolean,
): Set<SchemaObject> {
  const reached = new Set<SchemaObject>();
  const waiting = [start];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    if (reached.has(schema)) continue;
    reached.add(schema);
    const target = resolveRef(root, schema.$ref);
    if (target !== undefined) waiting.push(target);
    waiting.push(
      ...subschemas(schema).flatMap((inner) => (follows(inner.keyword) ? [inner.schema] : [])),
    );
  }
  return reached;
}
