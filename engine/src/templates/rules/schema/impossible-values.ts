import type { FieldError } from "@formwork/contracts/problem";
import { alwaysInPlace } from "@formwork/contracts/schema/in-place-closure";
import { childPointer } from "@formwork/contracts/schema/pointer";
import {
  listAt,
  objectAt,
  type SchemaObject,
  schemaPointers,
} from "@formwork/contracts/schema/schema-tree";

/**
 * Returns each place where no value could ever be valid: an object that has to hold an object of
 * its own schema, and so on without end, or a field that is required and allows no value.
 */
export function impossibleFaults(root: SchemaObject, prefix: string): FieldError[] {
  return [...schemaPointers(root)].flatMap(([pointer, schema]) => {
    const keyword = ["required", "minItems"].find((word) => word in schema);
    if (keyword === undefined) return [];
    const fault = (message: string): FieldError[] => [
      { pointer: childPointer(prefix + pointer, keyword), message, keyword },
    ];
    if (requiredIn(schema, root).includes(false)) return fault("asks for what allows no value");
    return requiresItself(schema, root)
      ? fault("must not lead back to its own schema: no value could be deep enough")
      : [];
  });
}

/** Follows what has to be inside a value, and returns true where that is the same schema again. */
function requiresItself(schema: SchemaObject, root: SchemaObject): boolean {
  const reached = new Set<SchemaObject>();
  const waiting = requiredIn(schema, root);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const part of alwaysInPlace([next], root)) {
      if (part === schema) return true;
      if (reached.has(part)) continue;
      reached.add(part);
      waiting.push(...requiredIn(part, root));
    }
  }
  return false;
}

/** Lists the schemas of what every value of a schema has to hold: required fields and first items. */
function requiredIn(schema: SchemaObject, root: SchemaObject): unknown[] {
  const parts = alwaysInPlace([schema], root);
  const isAlways = (type: string) => parts.some((part) => [part.type].flat().join() === type);
  const fields = isAlways("object")
    ? parts
        .flatMap((part) => listAt(part, "required"))
        .flatMap((key) => parts.flatMap((part) => valueAt(objectAt(part, "properties"), key)))
    : [];
  const hasItems = isAlways("array") && parts.some((part) => Number(part.minItems) > 0);
  const items = hasItems
    ? parts.flatMap((part) => listAt(part, "prefixItems")[0] ?? part.items)
    : [];
  return [...fields, ...items.filter((item) => item !== undefined)];
}

function valueAt(properties: SchemaObject, key: unknown): unknown[] {
  return typeof key === "string" && Object.hasOwn(properties, key) ? [properties[key]] : [];
}
