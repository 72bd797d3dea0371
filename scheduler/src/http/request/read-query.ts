import { isPrototypeKey } from "@formwork/contracts/json/prototype-key";
import type { FieldError } from "@formwork/contracts/problem";
import { childPointer } from "@formwork/contracts/schema/pointer";
import type { TSchema } from "typebox";

/** The keywords of a JSON Schema that decide how text is read. */
type Shape = {
  type?: string;
  format?: string;
  enum?: unknown[];
  items?: Shape;
  properties?: Record<string, Shape>;
  patternProperties?: Record<string, Shape>;
};

/**
 * Reads a query string by its schema: converts numbers and booleans, and collects repeated keys
 * into arrays. Validation of the values is left to the validator.
 */
export function readQuery(
  search: URLSearchParams,
  schema: TSchema,
): { query: Record<string, unknown>; faults: FieldError[] } {
  // A TypeBox schema is JSON Schema at run time, which its type does not show.
  const shape = schema as Shape;
  const query: Record<string, unknown> = Object.create(null);
  const pairs = new URLSearchParams(
    [...search].map(([key, value]): [string, string] => [dotted(key), value]),
  );
  const faults: FieldError[] = [];
  const refuse = (key: string, message: string, keyword: string) =>
    faults.push({ pointer: childPointer("/query", key), message, keyword });
  for (const key of new Set(pairs.keys())) {
    const inner = shapeOf(shape, key);
    const values = pairs.getAll(key);
    if (key.split(".").some(isPrototypeKey))
      refuse(key, "must not reach for a prototype", "propertyNames");
    else if (inner?.type === "array" && inner.items?.enum !== undefined && hasComma(values))
      refuse(key, `has to be repeated for each value: ${key}=a&${key}=b`, "enum");
    else if (inner?.type === "array")
      query[key] = values.map((value) => coerce(value, inner.items));
    else if (values.length > 1) refuse(key, "must not be repeated", "maxItems");
    else if (inner?.format === "date-time" && plusAsBlank.test(values[0] ?? ""))
      refuse(key, "has a blank in place of a +, which has to be written as %2B", "format");
    else query[key] = coerce(values[0] ?? "", inner);
  }
  return { query, faults };
}

/** A time whose offset was not encoded: a plus in a query is a blank. */
const plusAsBlank = /^\d{4}-\d\d-\d\d[Tt][\d:.]+ \d\d:?\d\d$/;
const hasComma = (values: string[]) => values.some((value) => value.includes(","));

/** Returns `a[b][c]`, as generated clients write a path, as `a.b.c`. */
function dotted(key: string): string {
  return /^payload(\[[^[\]]*\])+$/.test(key) ? key.replaceAll(/\[([^[\]]*)\]/g, ".$1") : key;
}

function shapeOf(
  { properties = {}, patternProperties = {} }: Shape,
  key: string,
): Shape | undefined {
  if (Object.hasOwn(properties, key)) return properties[key];
  return Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern).test(key))?.[1];
}

/** Converts text to the type of its schema; other text stays text, for the validator to refuse. */
function coerce(text: string, shape: Shape = {}): unknown {
  if ((shape.type === "integer" || shape.type === "number") && /^-?\d{1,15}(\.\d+)?$/.test(text))
    return Number(text);
  if (shape.type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
