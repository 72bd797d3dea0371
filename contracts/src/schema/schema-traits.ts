import { everySchema, type SchemaObject } from "./schema-tree.ts";

const branchKeywords = ["oneOf", "anyOf", "if", "dependentSchemas", "dependencies"];

/** Returns false where all that a schema says applies to every value: nothing depends on another. */
export const hasBranches = remembered((schema) =>
  branchKeywords.some((keyword) => keyword in schema),
);

/** Returns false where a schema has no default, nor a reference that may lead to one. */
export const mayHaveDefaults = remembered((schema) => "default" in schema || "$ref" in schema);

function remembered(test: (schema: SchemaObject) => boolean): (root: SchemaObject) => boolean {
  const known = new WeakMap<SchemaObject, boolean>();
  return (root) => {
    const found = known.get(root) ?? everySchema(root).some(test);
    known.set(root, found);
    return found;
  };
}
