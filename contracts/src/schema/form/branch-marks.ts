import { alwaysInPlace } from "../in-place-closure.ts";
import { everySchema, isObject, listAt, type SchemaObject } from "../schema-tree.ts";
import { discriminatorsOf } from "../select-options.ts";

/**
 * Returns the constants that follow from the choice of a branch: of properties by which the options
 * of a `oneOf` or `anyOf` differ, and constants beside options of another kind. Where all options are
 * constants, the choice is an ordinary value.
 */
export function branchMarks(root: SchemaObject): Set<SchemaObject> {
  return new Set(
    everySchema(root).flatMap((schema) =>
      ["oneOf", "anyOf"].flatMap((keyword) => marksOf(listAt(schema, keyword), root)),
    ),
  );
}

function marksOf(options: readonly unknown[], root: SchemaObject): SchemaObject[] {
  const restricted = options.map(
    (option) => new Map(discriminatorsOf(alwaysInPlace([option], root))),
  );
  const marks = restricted.flatMap((properties, index) =>
    [...properties].flatMap(([key, property]) =>
      "const" in property &&
      restricted.some((other, at) => at !== index && excludes(other.get(key), property.const))
        ? [property]
        : [],
    ),
  );
  const constants = options.filter(isObject).filter((option) => "const" in option);
  return [...marks, ...(constants.length < options.length ? constants : [])];
}

function excludes(property: SchemaObject | undefined, value: unknown): boolean {
  if (property === undefined) return false;
  const allowed = "const" in property ? [property.const] : listAt(property, "enum");
  return !allowed.some((one) => JSON.stringify(one) === JSON.stringify(value));
}
