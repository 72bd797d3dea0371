import type { FieldError } from "@formwork/contracts/job";
import type { TSchema } from "typebox";
import { isPrototypeKey } from "./prototype-keys.ts";

/** What of a JSON Schema matters for reading text: its type, and what is inside. */
type Shape = {
  type?: string;
  items?: Shape;
  properties?: Record<string, Shape>;
  patternProperties?: Record<string, Shape>;
};

/**
 * Reads a query by its schema: numbers and booleans become such, an array is a key that repeats.
 * What is wrong with a value, the validator says.
 */
export function readQuery(
  search: URLSearchParams,
  schema: TSchema,
): { query: Record<string, unknown>; faults: FieldError[] } {
  // A TypeBox schema is JSON Schema at run time; its type keeps quiet about that.
  const shape = schema as Shape;
  const query: Record<string, unknown> = Object.create(null);
  const faults: FieldError[] = [];
  const refuse = (key: string, message: string, keyword: string) =>
    faults.push({ pointer: `/query/${key}`, message, keyword });
  for (const key of new Set(search.keys())) {
    const inner = shapeOf(shape, key);
    const values = search.getAll(key);
    if (key.split(".").some(isPrototypeKey))
      refuse(key, "must not reach for a prototype", "propertyNames");
    else if (inner?.type === "array")
      query[key] = values.map((value) => coerce(value, inner.items));
    else if (values.length > 1) refuse(key, "must not be repeated", "maxItems");
    else query[key] = coerce(values[0] ?? "", inner);
  }
  return { query, faults };
}

function shapeOf(
  { properties = {}, patternProperties = {} }: Shape,
  key: string,
): Shape | undefined {
  if (Object.hasOwn(properties, key)) return properties[key];
  return Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern).test(key))?.[1];
}

/** Text that is no such value stays text, so that the validator names the fault. */
function coerce(text: string, shape: Shape = {}): unknown {
  if ((shape.type === "integer" || shape.type === "number") && /^-?\d{1,15}(\.\d+)?$/.test(text))
    return Number(text);
  if (shape.type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
