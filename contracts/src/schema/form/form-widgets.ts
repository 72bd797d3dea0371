import { isObject } from "../schema-tree.ts";

/** What a value is to the form: the kinds that take different controls. */
export type ValueShape = "text" | "number" | "flag" | "choice" | "texts" | "choices" | "other";

const textWidgets = [
  "text",
  "textarea",
  "password",
  "email",
  "uri",
  "color",
  "date",
  "date-time",
  "datetime",
  "time",
  "duration",
  "cron",
  "timezone",
  "file",
] as const;

/** The names that `ui:widget` may have for each shape of value; `hidden` suits every one. */
export const widgetsByShape: Readonly<Record<ValueShape, readonly string[]>> = {
  text: textWidgets,
  number: ["text", "updown", "range"],
  flag: ["checkbox", "switch", "radio", "select"],
  choice: ["select", "radio"],
  texts: ["tags", "files"],
  choices: ["select", "checkboxes"],
  other: [],
};

type SchemaLike = {
  type?: unknown;
  items?: unknown;
  enum?: unknown;
  const?: unknown;
  oneOf?: unknown;
  anyOf?: unknown;
  format?: unknown;
};

/** Returns the shape of the values of a schema whose references are resolved. */
export function valueShape(schema: SchemaLike): ValueShape {
  const type = singleType(schema.type);
  if (type === "boolean") return "flag";
  if (hasOptions(schema)) return "choice";
  if (type === "string") return "text";
  if (type === "number" || type === "integer") return "number";
  if (type !== "array" || !isObject(schema.items)) return "other";
  if (hasOptions(schema.items)) return "choices";
  return singleType(schema.items.type) === "string" ? "texts" : "other";
}

/** Returns true for a widget that can show the values of a schema whose references are resolved. */
export function widgetSuits(widget: string, schema: SchemaLike): boolean {
  return widget === "hidden" || widgetsByShape[valueShape(schema)].includes(widget);
}

/** Returns true for a schema whose values are listed, as `enum` or as branches of constants. */
export function hasOptions(schema: SchemaLike): boolean {
  if (Array.isArray(schema.enum)) return true;
  const branches = schema.oneOf ?? schema.anyOf;
  return (
    Array.isArray(branches) &&
    branches.length > 0 &&
    branches.every((branch) => isObject(branch) && isConstant(branch))
  );
}

function isConstant(branch: SchemaLike): boolean {
  return "const" in branch || (Array.isArray(branch.enum) && branch.enum.length === 1);
}

/** Returns the type beside null; undefined where there are several. */
function singleType(type: unknown): unknown {
  if (!Array.isArray(type)) return type;
  const others = type.filter((one) => one !== "null");
  return others.length === 1 ? others[0] : undefined;
}
