import { isObject } from "@formwork/contracts/schema/schema-tree";
import { ADDITIONAL_PROPERTY_FLAG } from "@rjsf/utils";
import { constantKind } from "./constant-kind.ts";

type SchemaLike = {
  type?: unknown;
  properties?: unknown;
  additionalProperties?: unknown;
  patternProperties?: unknown;
  oneOf?: unknown;
  anyOf?: unknown;
  items?: unknown;
  uniqueItems?: unknown;
  prefixItems?: unknown;
  enum?: unknown;
  const?: unknown;
};
type Layout = { [key: string]: unknown } | undefined;
/**
 * How a field is shown. `group` has fields of its own, `choice` has branches, `list` has items,
 * `map` has free keys, `json` may hold any value, every other is a single `control`.
 */
export type FieldKind = "group" | "choice" | "list" | "map" | "json" | "control";

/** Decides from schema and layout how a field is shown. */
export function fieldKind(schema: SchemaLike, layout?: Layout): FieldKind {
  if (option(layout, "field") === "json") return "json";
  if (constantKind(schema) === "ticked") return "control";
  if (isBranching(schema)) return "choice";
  if (schema.type === "object") return objectKind(schema);
  if (schema.type === "array") return listKind(schema, layout);
  return isUntyped(schema) ? "json" : "control";
}

/** True for a field that shows all of its value in one control, and so the errors below it too. */
export function isSingleControl(schema: SchemaLike, layout?: Layout): boolean {
  return ["json", "control"].includes(fieldKind(schema, layout));
}

function objectKind({
  properties,
  patternProperties,
  additionalProperties,
}: SchemaLike): FieldKind {
  if (namedFields({ properties }).length > 0) return "group";
  if (isNotEmpty(patternProperties) || isNotEmpty(additionalProperties)) return "map";
  return additionalProperties === false ? "group" : "json";
}

function listKind({ items, prefixItems, uniqueItems }: SchemaLike, layout: Layout): FieldKind {
  if (Array.isArray(prefixItems)) return "list";
  if (option(layout, "widget") !== undefined || isFile(items)) return "control";
  // Where a choice may occur twice, each item has a control of its own.
  if (uniqueItems === true && isEnumeration(items)) return "control";
  return isObject(items) || Array.isArray(items) ? "list" : "json";
}

/** True for a schema with branches. Branches that are all constants are the options of a select. */
function isBranching({ oneOf, anyOf }: SchemaLike): boolean {
  const branches = oneOf ?? anyOf;
  return (
    Array.isArray(branches) &&
    branches.length > 0 &&
    !branches.every((branch) => isObject(branch) && "const" in branch)
  );
}

function isEnumeration(items: unknown): boolean {
  return (
    isObject(items) &&
    (Array.isArray(items.enum) || (Array.isArray(items.oneOf) && !isBranching(items)))
  );
}

/** True for items that are files: one control takes them all. */
function isFile(items: unknown): boolean {
  return isObject(items) && items.type === "string" && items.format === "data-url";
}

function isUntyped({ type, enum: values, const: value, oneOf, anyOf }: SchemaLike): boolean {
  return (
    type === undefined &&
    values === undefined &&
    value === undefined &&
    oneOf === undefined &&
    anyOf === undefined
  );
}

/** Returns a `ui:` option of the layout, in either notation. */
function option(layout: Layout, name: string): unknown {
  const options = layout?.["ui:options"];
  return layout?.[`ui:${name}`] ?? (isObject(options) ? options[name] : undefined);
}

/** Returns the names of an object's own fields, without those of free keys. */
export function namedFields({ properties }: SchemaLike): string[] {
  return isObject(properties)
    ? Object.keys(properties).filter((name) => !isAdded(properties[name]))
    : [];
}

/** True for a property that RJSF has added to the schema because the payload has this free key. */
function isAdded(field: unknown): boolean {
  return isObject(field) && ADDITIONAL_PROPERTY_FLAG in field;
}

const isNotEmpty = (value: unknown) => isObject(value) && Object.keys(value).length > 0;
