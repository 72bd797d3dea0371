import { mapSchema, objectAt, type SchemaObject } from "./schema-tree.ts";

/**
 * The schema as RJSF reads it: it knows dependencies by their older name only, and takes `$id` for
 * the name of a compiled validator. Means the same to a validator.
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
 * How defaults are filled in (RJSF's `experimental_defaultFormStateBehavior`), on the server and in
 * the form: those of `allOf` too, and no made-up items in lists that may be absent.
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
      // Both kinds may name one key; RJSF takes one of them.
      key in schemas ? { allOf: [{ required: keys }, schemas[key]] } : keys,
    ],
  );
  return { ...objectAt(rest, "dependencies"), ...schemas, ...Object.fromEntries(asSchemas) };
}
