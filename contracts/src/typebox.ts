import type { Type as TypeBox } from "typebox";

type Schema = Record<string, unknown>;
type Properties = Record<string, Schema>;
/** The builders of TypeBox that schemas of Formwork are made with. */
type Builders = Pick<
  typeof TypeBox,
  | ("String" | "Integer" | "Number" | "Boolean" | "Null" | "Unknown" | "Literal" | "Enum")
  | ("Array" | "Object" | "Union" | "Unsafe" | "Optional" | "Partial" | "Pick")
>;

/** Marks the schemas of properties that may be absent; JSON does not show it. */
const isOptional = Symbol("optional");

/** Copies a schema, with its mark of an optional one. */
const copy = (schema: Schema): Schema =>
  Object.defineProperties({}, Object.getOwnPropertyDescriptors(schema));
const optional = (schema: Schema): Schema =>
  Object.defineProperty(copy(schema), isOptional, { value: true });

function object(properties: Properties, options: Schema = {}): Schema {
  const required = Object.keys(properties).filter(
    (name) => !(isOptional in Object(properties[name])),
  );
  return {
    type: "object",
    ...(required.length > 0 && { required }),
    properties,
    ...options,
  };
}

const mapped = <Value>(entries: [string, Value][]) => Object.fromEntries(entries);
const propertiesOf = ({ properties }: Schema) => Object.entries(properties as Properties);

/**
 * Builds schemas as TypeBox does, with its types. TypeBox itself is 370 modules, most of them for types
 * that are computed while a program runs, and takes 8 MB in each process that loads it.
 */
export const Type = {
  String: (options?: Schema) => ({ type: "string", ...options }),
  Integer: (options?: Schema) => ({ type: "integer", ...options }),
  Number: (options?: Schema) => ({ type: "number", ...options }),
  Boolean: (options?: Schema) => ({ type: "boolean", ...options }),
  Null: (options?: Schema) => ({ type: "null", ...options }),
  Unknown: (options?: Schema) => ({ ...options }),
  Literal: (value: unknown, options?: Schema) => ({ type: typeof value, const: value, ...options }),
  Enum: (values: unknown[], options?: Schema) => ({ enum: values, ...options }),
  Array: (items: Schema, options?: Schema) => ({ type: "array", items, ...options }),
  Object: object,
  Union: (anyOf: Schema[], options?: Schema) => ({ anyOf, ...options }),
  Unsafe: copy,
  Optional: optional,
  /** Keeps the properties alone, as TypeBox does. */
  Partial: (schema: Schema, options?: Schema) =>
    object(mapped(propertiesOf(schema).map(([name, one]) => [name, optional(one)])), options),
  Pick: (schema: Schema, names: string[], options?: Schema) =>
    object(mapped(propertiesOf(schema).filter(([name]) => names.includes(name))), options),
} as unknown as Builders; // The types of TypeBox tell what the values are schemas of.
