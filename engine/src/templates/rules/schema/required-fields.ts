import type { FieldError } from "@formwork/contracts/problem";
import { maybeInPlace } from "@formwork/contracts/schema/in-place-closure";
import { childPointer } from "@formwork/contracts/schema/pointer";
import {
  listAt,
  objectAt,
  pointersOfSchemas,
  type SchemaObject,
} from "@formwork/contracts/schema/schema-tree";
import { suggestion } from "@formwork/contracts/text/nearest";

/** Places that are looked at; real schemas have at most as many as they have keywords. */
const maxPlaces = 1000;

/**
 * Returns names in `required` that are no field of their object: it takes no others than those its
 * schema names, so no value could be right.
 */
export function requiredFieldFaults(root: SchemaObject, prefix: string): FieldError[] {
  const pointers = pointersOfSchemas(root);
  const faults = new Map<string, FieldError>();
  const ids = new Map<unknown, number>();
  const seen = new Set<string>();
  const waiting: (readonly unknown[])[] = [[root]];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const parts = maybeInPlace(place, root);
    if (isClosed(parts, parts.includes(root)))
      for (const fault of faultsOf(parts)) faults.set(fault.pointer, fault);
    waiting.push(...inner(parts).filter(isNew));
  }
  return [...faults.values()];

  /** Returns true for schemas that are met together for the first time. */
  function isNew(schemas: readonly unknown[]): boolean {
    const key = schemas.map(idOf).join();
    if (seen.has(key) || seen.size >= maxPlaces) return false;
    seen.add(key);
    return true;
  }

  function idOf(schema: unknown): number {
    const id = ids.get(schema) ?? ids.size;
    ids.set(schema, id);
    return id;
  }

  function faultsOf(parts: readonly SchemaObject[]): FieldError[] {
    const names = parts.flatMap((part) => Object.keys(objectAt(part, "properties")));
    const conditions = parts.flatMap((part) => part.if);
    return parts
      .filter((part) => !conditions.includes(part))
      .flatMap((part) =>
        listAt(part, "required").flatMap((name, index) =>
          typeof name !== "string" || names.includes(name)
            ? []
            : [
                {
                  pointer: childPointer(
                    `${prefix}${childPointer(pointers.get(part) ?? "", "required")}`,
                    index,
                  ),
                  message: `names ${name}, which is no field there${suggestion(name, names)}`,
                  keyword: "required",
                },
              ],
        ),
      );
  }
}

/** True for an object that takes no other fields than those that are named. */
function isClosed(parts: readonly SchemaObject[], isRoot: boolean): boolean {
  const isOpen = parts.some(
    (part) =>
      ["additionalProperties", "unevaluatedProperties"].some(
        (keyword) => part[keyword] !== undefined && part[keyword] !== false,
      ) || "patternProperties" in part,
  );
  return !isOpen && (isRoot || parts.some((part) => "properties" in part));
}

/** Lists, for each field and for items and free keys, the schemas that may apply there. */
function inner(parts: readonly SchemaObject[]): unknown[][] {
  const fields = new Map<string, unknown[]>();
  for (const part of parts)
    for (const [key, schema] of Object.entries(objectAt(part, "properties")))
      fields.set(key, [...(fields.get(key) ?? []), schema]);
  const others = parts.flatMap((part) => [
    ...[part.items, part.additionalProperties, part.unevaluatedProperties, part.unevaluatedItems],
    ...listAt(part, "prefixItems"),
    ...Object.values(objectAt(part, "patternProperties")),
  ]);
  return [...fields.values(), ...others.map((schema) => [schema])];
}
