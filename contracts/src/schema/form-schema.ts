import { mapSchema, objectAt, type SchemaObject } from "./schema-tree.ts";

/**
 * Rewrites a schema for RJSF without changing which values are valid. RJSF reads dependencies only
 * under their older keyword, and takes `$id` for the name of a compiled validator.
 */
export function formSchema(schema: SchemaObject): SchemaObject {
  return mapSchema(schema, ({ $id, $schema, dependentSchemas, dependentRequired, ...rest }) => {
    if (dependentSchemas === undefined && dependentRequired === undefined) return rest;
    return {
      ...rest,
      dependencies: joinDependencies(
        objectAt({ dependentSchemas }, "dependentSchemas"),
        dependentRequired,
        rest,
      ),
    };
  });
}

/**
 * How RJSF fills in defaults (its `experimental_defaultFormStateBehavior`), on the server and in
 * the form: those inside `allOf` too, and no items for the sake of `minItems` in an optional list.
 */
export const formDefaults = {
  allOf: "populateDefaults",
  arrayMinItems: { populate: "requiredOnly" },
} as const;

function joinDependencies(
  schemas: SchemaObject,
  required: unknown,
  rest: SchemaObject,
): SchemaObject {
  const asSchemas = Object.entries(objectAt({ required }, "required")).map(
    ([key, keys]): [string, unknown] => [
      key,
      // A key may have both kinds, and `dependencies` holds one value per key.
      key in schemas ? { allOf: [{ required: keys }, schemas[key]] } : keys,
    ],
  );
  return { ...objectAt(rest, "dependencies"), ...schemas, ...Object.fromEntries(asSchemas) };
}
