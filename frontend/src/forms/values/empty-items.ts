import type { FieldError } from "@formwork/contracts/problem";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { type AnySchema, schemasAt } from "./schema-at.ts";

/**
 * An item of a list that is still empty is undefined, as an emptied field is: it is never sent. Where
 * its schema takes null it is null, which is a value.
 */

type Path = readonly (string | number)[];

/** Replaces what RJSF reports for empty items in a value that stands at `path`. */
export function markEmptyItems(value: unknown, path: Path, root: AnySchema): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      item === undefined && takesNull([...path, index], root) ? null : item,
    );
  }
  const isItem = typeof path.at(-1) === "number";
  return value === null && isItem && !takesNull(path, root) ? undefined : value;
}

/** Returns an error for each empty item of a payload; its pointer starts at the payload. */
export function emptyItemErrors(payload: unknown, root: AnySchema): FieldError[] {
  return errorsBelow(payload, [], root);
}

function errorsBelow(value: unknown, path: readonly string[], root: AnySchema): FieldError[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, key];
    if (inner !== undefined || !Array.isArray(value)) return errorsBelow(inner, at, root);
    const message = isFixed(path, Number(key), root)
      ? "is required"
      : "is empty: fill it in or remove it";
    return [{ pointer: at.reduce(childPointer, ""), message, keyword: "required" }];
  });
}

/** True for an item whose place has a schema of its own: it cannot be removed. */
function isFixed(list: readonly string[], index: number, root: AnySchema): boolean {
  return schemasAt(root, list).some(
    ({ prefixItems }) => Array.isArray(prefixItems) && index < prefixItems.length,
  );
}

/** Removes the empty items of all lists in a value, for display. */
export function withoutEmptyItems(value: unknown): unknown {
  if (Array.isArray(value))
    return value.filter((item) => item !== undefined).map(withoutEmptyItems);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutEmptyItems(inner)]),
  );
}

function takesNull(path: Path, root: AnySchema): boolean {
  const schemas = schemasAt(root, path.map(String));
  return schemas.every(isUnrestricted) || schemas.some(namesNull);
}

function namesNull({ type, enum: values, const: constant }: AnySchema): boolean {
  return [type].flat().includes("null") || [values].flat().includes(null) || constant === null;
}

function isUnrestricted(schema: AnySchema): boolean {
  return !restricting.some((keyword) => keyword in schema);
}

const restricting = ["type", "enum", "const", "oneOf", "anyOf", "allOf", "$ref"];
