import { alwaysInPlace } from "@formwork/contracts/schema/in-place-closure";
import { isObject, listAt, type SchemaObject } from "@formwork/contracts/schema/schema-tree";

/**
 * Returns the first field that a branch requires and its value lacks. Where a person chose between
 * branches that overlap, the value may be valid as another branch, and no rule reports the field.
 */
export function missingField(
  branch: unknown,
  value: unknown,
  root: SchemaObject,
): string | undefined {
  if (!isObject(value)) return undefined;
  return alwaysInPlace([branch], root)
    .flatMap((part) => listAt(part, "required"))
    .map(String)
    .find((key) => value[key] === undefined);
}
