import { mapSchema, objectAt, type SchemaObject } from "../schema-tree.ts";
import { branchMarks } from "./branch-marks.ts";

/**
 * Rewrites a schema for RJSF without changing which values are valid. RJSF reads dependencies only
 * under their older keyword, takes `$id` for the name of a compiled validator, expects objects for
 * most schemas, and would fill in defaults by rules of its own. The only defaults that are left are
 * the marks of branches: RJSF fills them in when a person chooses the branch.
 */
export function formSchema(schema: SchemaObject): SchemaObject {
  const marks = branchMarks(schema);
  return mapSchema(schema, (changed, original) => drawn(changed, marks.has(original)), asObject);
}

/**
 * How RJSF fills in (its `experimental_defaultFormStateBehavior`): it invents no constants, items,
 * objects or booleans.
 */
export const formDefaults = {
  allOf: "skipDefaults",
  arrayMinItems: { populate: "never" },
  constAsDefaults: "never",
  emptyObjectFields: "skipDefaults",
  requiredBooleanDefault: "skip",
} as const;

function drawn(changed: SchemaObject, isMark: boolean): SchemaObject {
  const { $id, $schema, default: _, ...rest } = changed;
  return { ...rest, ...dependenciesOf(rest), ...(isMark ? { default: rest.const } : {}) };
}

/** The newer keywords stay beside `dependencies`, since references may lead into them. */
function dependenciesOf(schema: SchemaObject): SchemaObject {
  const { dependentSchemas, dependentRequired } = schema;
  if (dependentSchemas === undefined && dependentRequired === undefined) return {};
  const schemas = objectAt(schema, "dependentSchemas");
  const required = Object.entries(objectAt(schema, "dependentRequired")).map(
    ([key, keys]): [string, unknown] => [
      key,
      // A key may have both kinds, and `dependencies` holds one value per key.
      Object.hasOwn(schemas, key) ? { allOf: [{ required: keys }, schemas[key]] } : keys,
    ],
  );
  const dependencies = { ...objectAt(schema, "dependencies"), ...schemas };
  return { dependencies: { ...dependencies, ...Object.fromEntries(required) } };
}

/** Keywords under which RJSF reads booleans. */
const booleanKeywords = [
  "additionalItems",
  "additionalProperties",
  "items",
  "unevaluatedItems",
  "unevaluatedProperties",
];

function asObject(schema: boolean, keyword: string): unknown {
  if (booleanKeywords.includes(keyword)) return schema;
  return schema ? {} : { not: {} };
}
