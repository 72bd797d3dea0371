import { itemSchemas, propertySchemas } from "@formwork/contracts/schema/child-subschemas";
import { alwaysInPlace } from "@formwork/contracts/schema/in-place-closure";
import { inPlaceSubschemas } from "@formwork/contracts/schema/in-place-subschemas";
import type { SchemaContext } from "@formwork/contracts/schema/schema-context";
import {
  isObject,
  listAt,
  objectAt,
  type SchemaObject,
} from "@formwork/contracts/schema/schema-tree";

type Opened = {
  context: SchemaContext;
  /** The layout of the form: it may show a boolean without a value. */
  layout: unknown;
  /** True to open optional groups too, whose fields all have what they need. */
  optional: boolean;
};

/**
 * Adds to a payload what the form shows of absent fields: a required group with its fields, a
 * required list without items, a required switch that is off, null for a required field that may be
 * null. So what is shown is what is sent.
 * Optional groups are added when they have a default and lack nothing.
 */
export function openGroups(payload: unknown, opened: Opened): unknown {
  return openValue([opened.context.root], payload, opened.layout, opened);
}

function openValue(
  schemas: readonly unknown[],
  value: unknown,
  layout: unknown,
  opened: Opened,
): unknown {
  const applying = schemas
    .flatMap((schema) => inPlaceSubschemas(schema, value, opened.context))
    .filter(({ fills }) => fills)
    .map(({ schema }) => schema);
  if (Array.isArray(value))
    return value.map((item, index) =>
      openValue(itemSchemas(applying, index), item, layoutOf(layout, "items"), opened),
    );
  if (!isObject(value)) return value;
  const added = [
    ...new Set(applying.flatMap((schema) => Object.keys(objectAt(schema, "properties")))),
  ]
    .filter((key) => !Object.hasOwn(value, key))
    .flatMap((key): [string, unknown][] => {
      const isRequired = applying.some((schema) => listAt(schema, "required").includes(key));
      const start = startOf(
        propertySchemas(applying, key),
        isRequired,
        layoutOf(layout, key),
        opened,
      );
      return start === undefined ? [] : [[key, start]];
    });
  return Object.fromEntries(
    [...Object.entries(value), ...added].map(([key, inner]) => [
      key,
      openValue(propertySchemas(applying, key), inner, layoutOf(layout, key), opened),
    ]),
  );
}

/** Returns what an absent field is shown as; undefined for one that is shown empty. */
function startOf(
  schemas: readonly unknown[],
  isRequired: boolean,
  layout: unknown,
  { context, optional }: Opened,
): unknown {
  const parts = alwaysInPlace(schemas, context.root);
  const type = parts.find((part) => part.type !== undefined)?.type;
  if (parts.some((part) => "default" in part || "const" in part || hasOptions(part)))
    return undefined;
  if (type === "object")
    return isRequired || (optional && isComplete(parts, context.root)) ? {} : undefined;
  if (!isRequired) return undefined;
  if (Array.isArray(type) && type.includes("null")) return null;
  if (type === "array") return [];
  return type === "boolean" && isSwitch(layout) ? false : undefined;
}

function hasOptions(schema: SchemaObject): boolean {
  return ["enum", "oneOf", "anyOf"].some((keyword) => keyword in schema);
}

/** True for a group that has a default and requires nothing without one. */
function isComplete(parts: readonly SchemaObject[], root: SchemaObject): boolean {
  const fields = new Map(parts.flatMap((part) => Object.entries(objectAt(part, "properties"))));
  const hasDefault = (key: string) =>
    alwaysInPlace([fields.get(key)], root).some((part) => "default" in part);
  const required = parts.flatMap((part) => listAt(part, "required")).map(String);
  return [...fields.keys()].some(hasDefault) && required.every(hasDefault);
}

/** A list of radio buttons or a select has no mark for no value; a switch shows off. */
function isSwitch(layout: unknown): boolean {
  const widget = optionOf(layout, "widget");
  return widget === undefined || widget === "checkbox" || widget === "switch";
}

function optionOf(layout: unknown, name: string): unknown {
  return layoutOf(layout, `ui:${name}`) ?? layoutOf(layoutOf(layout, "ui:options"), name);
}

function layoutOf(layout: unknown, key: string): unknown {
  return isObject(layout) ? layout[key] : undefined;
}
