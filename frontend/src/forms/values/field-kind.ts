import { ADDITIONAL_PROPERTY_FLAG } from "@rjsf/utils";

/** How a schema is drawn: what its type alone does not decide. */

type SchemaLike = {
  type?: unknown;
  properties?: unknown;
  additionalProperties?: unknown;
  patternProperties?: unknown;
  oneOf?: unknown;
  anyOf?: unknown;
  items?: unknown;
  enum?: unknown;
  const?: unknown;
};
type Layout = { [key: string]: unknown } | undefined;
export type FieldKind = "group" | "choice" | "list" | "pairs" | "json" | "control";

const primitives: readonly unknown[] = ["string", "number", "integer", "boolean"];

/**
 * `group` has fields of its own, `choice` has branches, `pairs` has free keys, `json` has any form,
 * everything else is one control.
 */
export function fieldKind(schema: SchemaLike, layout?: Layout): FieldKind {
  if (option(layout, "field") === "json") return "json";
  if (isBranching(schema)) return "choice";
  if (schema.type === "object") return objectShape(schema);
  if (schema.type === "array") return listShape(schema, layout);
  return isFree(schema) ? "json" : "control";
}

/**
 * True for a field whose one control shows everything below it, so that errors from below belong to
 * it.
 */
export function isSingleControl(schema: SchemaLike, layout?: Layout): boolean {
  return ["json", "control"].includes(fieldKind(schema, layout));
}

function objectShape({
  properties,
  patternProperties,
  additionalProperties: more,
}: SchemaLike): FieldKind {
  if (isObject(properties) && Object.values(properties).some((field) => !isAdded(field)))
    return "group";
  if (isFilled(patternProperties)) return "pairs";
  if (more === false) return "group";
  return isObject(more) && primitives.includes(more.type) ? "pairs" : "json";
}

function listShape({ items }: SchemaLike, layout: Layout): FieldKind {
  if (option(layout, "widget") !== undefined || isClosedList(items)) return "control";
  return isObject(items) || Array.isArray(items) ? "list" : "json";
}

/** Branches that are all constants are the options of a select, not branches. */
function isBranching({ oneOf, anyOf }: SchemaLike): boolean {
  const branches = oneOf ?? anyOf;
  return (
    Array.isArray(branches) &&
    branches.length > 0 &&
    !branches.every((branch) => isObject(branch) && "const" in branch)
  );
}

function isClosedList(items: unknown): boolean {
  return (
    isObject(items) &&
    (Array.isArray(items.enum) || (Array.isArray(items.oneOf) && !isBranching(items)))
  );
}

function isFree({ type, enum: values, const: value, oneOf, anyOf }: SchemaLike): boolean {
  return (
    type === undefined &&
    values === undefined &&
    value === undefined &&
    oneOf === undefined &&
    anyOf === undefined
  );
}

/** A `ui:` option, spelt either way. */
function option(layout: Layout, name: string): unknown {
  const options = layout?.["ui:options"];
  return layout?.[`ui:${name}`] ?? (isObject(options) ? options[name] : undefined);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** RJSF writes the free keys that the payload holds into the schema as well, with a mark. */
function isAdded(field: unknown): boolean {
  return isObject(field) && ADDITIONAL_PROPERTY_FLAG in field;
}

const isFilled = (value: unknown) => isObject(value) && Object.keys(value).length > 0;
