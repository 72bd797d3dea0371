import { everySchema, type SchemaObject } from "./schema-tree.ts";

const branchKeywords = ["oneOf", "anyOf", "if", "dependentSchemas", "dependencies"];
const known = new WeakMap<SchemaObject, boolean>();

/** Returns false where all that a schema says applies to every value: nothing depends on another. */
export function hasBranches(root: SchemaObject): boolean {
  const found =
    known.get(root) ??
    everySchema(root).some((schema) => branchKeywords.some((keyword) => keyword in schema));
  known.set(root, found);
  return found;
}
