import { propertySubschemas } from "@formwork/contracts/schema/child-subschemas";
import { maybeInPlace } from "@formwork/contracts/schema/in-place-closure";
import {
  isObject,
  listAt,
  objectAt,
  type SchemaObject,
} from "@formwork/contracts/schema/schema-tree";

/** The place in a payload that a layout is about: every schema that may apply there. */
export type LayoutPlace = { parts: readonly SchemaObject[]; root: SchemaObject };

/** Returns the place of the whole payload. */
export function rootPlace(root: SchemaObject): LayoutPlace {
  return placeOf([root], root);
}

/** Returns the place that a key of a layout is about; undefined where the schema has none. */
export function innerPlace(place: LayoutPlace, key: string): LayoutPlace | undefined {
  const { parts, root } = place;
  const fields = parts.flatMap((part) => {
    const { named, open } = propertySubschemas(part, key);
    return [...named, ...open];
  });
  const inner = fields.length > 0 ? fields : structural(parts, key);
  if (inner.length > 0) return placeOf(inner, root);
  return isOpen(place) ? placeOf([], root) : undefined;
}

/** Returns the place of an entry in a list of layouts: of a tuple's item, or of a branch. */
export function entryPlace({ parts, root }: LayoutPlace, key: string, index: number): LayoutPlace {
  const lists = key === "items" ? ["prefixItems", "items"] : [key];
  return placeOf(
    parts.flatMap((part) => lists.flatMap((keyword) => listAt(part, keyword)[index] ?? [])),
    root,
  );
}

/** Lists the names of the fields in a place. */
export function fieldNames({ parts }: LayoutPlace): string[] {
  return [...new Set(parts.flatMap((part) => Object.keys(objectAt(part, "properties"))))];
}

/** Returns true for a place whose schema names no fields or items, so that any may stand there. */
export function isOpen(place: LayoutPlace): boolean {
  return (
    fieldNames(place).length === 0 &&
    !place.parts.some((part) => "items" in part || "prefixItems" in part) &&
    place.parts.every(({ type = "object" }) =>
      [type].flat().some((one) => one === "object" || one === "array"),
    )
  );
}

function placeOf(schemas: readonly unknown[], root: SchemaObject): LayoutPlace {
  return { parts: maybeInPlace(schemas, root), root };
}

/** Keys of a layout that stand for a keyword of the schema. */
function structural(parts: readonly SchemaObject[], key: string): unknown[] {
  return parts.flatMap((part) => {
    if (key === "items")
      return [part.items, ...listAt(part, "items"), ...listAt(part, "prefixItems")].filter(
        isObject,
      );
    if (key === "additionalItems") return [part.items, part.additionalItems].filter(isObject);
    if (key === "additionalProperties")
      return [
        part.additionalProperties,
        part.unevaluatedProperties,
        ...Object.values(objectAt(part, "patternProperties")),
      ].filter(isObject);
    return key === "oneOf" || key === "anyOf" ? listAt(part, key) : [];
  });
}
