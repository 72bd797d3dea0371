import type { FieldError } from "../../problem.ts";
import { pointerKeys } from "../pointer.ts";
import { isObject, listAt, objectAt, type SchemaObject } from "../schema-tree.ts";
import { distinctErrors } from "./distinct-errors.ts";

/**
 * A form layout may have words of its own for the faults of a field: `ui:messages`, by the keyword
 * of the schema that is broken. The server and the form say them alike.
 */

/** Errors about a key, whose words may stand at the object that has it. */
const aboutKeys = ["additionalProperties", "unevaluatedProperties", "propertyNames"];
/** Keywords under which the same fault is reported, depending on how the schema is written. */
const sameFaults: readonly (readonly string[])[] = [
  ["enum", "const", "oneOf", "anyOf"],
  ["type", "oneOf", "anyOf"],
  ["contains", "minContains", "maxContains"],
  ["additionalProperties", "unevaluatedProperties"],
  ["required", "dependentRequired", "dependencies"],
];

/** Puts the words of a layout in place of the usual messages; `prefix` is before each pointer. */
export function inOwnWords(
  errors: readonly FieldError[],
  layout: unknown,
  prefix = "/payload",
): FieldError[] {
  if (!isObject(layout)) return [...errors];
  const said = errors.map((error) => ({
    ...error,
    message:
      ownMessage(layout, pointerKeys(error.pointer.slice(prefix.length)), error.keyword) ??
      error.message,
  }));
  return distinctErrors(said);
}

function ownMessage(layout: SchemaObject, path: string[], keyword: string): string | undefined {
  const places = aboutKeys.includes(keyword) ? [path, path.slice(0, -1)] : [path];
  const words = places.flatMap((place) => layoutsAt(layout, place)).map(messagesOf);
  const same = sameFaults.find((keywords) => keywords.includes(keyword)) ?? [];
  for (const key of [keyword, ...same]) {
    const message = words.map((messages) => messages[key]).find((text) => typeof text === "string");
    // `find` has shown that it is a text.
    if (message !== undefined) return message as string;
  }
  return undefined;
}

/** Lists the layouts of the field at a path: that of each branch it may stand in. */
function layoutsAt(layout: SchemaObject, path: readonly string[]): SchemaObject[] {
  return path.reduce<SchemaObject[]>(
    (layouts, key) => layouts.flatMap((one) => childLayouts(one, key)).flatMap(withBranches),
    withBranches(layout),
  );
}

function childLayouts(layout: SchemaObject, key: string): SchemaObject[] {
  const own = Object.hasOwn(layout, key) ? layout[key] : undefined;
  const rest = Array.isArray(layout.items)
    ? [layout.items[Number(key)] ?? layout.additionalItems]
    : [layout.items, layout.additionalProperties];
  return [own ?? rest].flat().filter(isObject);
}

function withBranches(layout: SchemaObject): SchemaObject[] {
  const branches = [...listAt(layout, "oneOf"), ...listAt(layout, "anyOf")].filter(isObject);
  return [layout, ...branches.flatMap(withBranches)];
}

function messagesOf(layout: SchemaObject): SchemaObject {
  return {
    ...objectAt(objectAt(layout, "ui:options"), "messages"),
    ...objectAt(layout, "ui:messages"),
  };
}
