import type { FieldError } from "@formwork/contracts/job";
import { nearest } from "@formwork/engine/runtime/nearest";
import type { TSchema } from "typebox";
import { isPrototypeKey } from "./scan-json.ts";

/** What of a JSON Schema matters for reading text: its type, and what is inside. */
type Shape = { type?: string; items?: Shape; properties?: Record<string, Shape>; patternProperties?: Record<string, Shape> };

/** Reads a query by its schema: numbers and booleans become such, an array is a key that repeats. Faults are unknown keys and repeats. */
export function readQuery(search: URLSearchParams, schema: TSchema): { query: Record<string, unknown>; faults: FieldError[] } {
  // A TypeBox schema is JSON Schema at run time; its type keeps quiet about that.
  const shape = schema as Shape;
  const query: Record<string, unknown> = Object.create(null);
  const faults: FieldError[] = [];
  for (const key of new Set(search.keys())) {
    const inner = key.split(".").some(isPrototypeKey) ? undefined : shapeOf(shape, key);
    const values = search.getAll(key);
    if (inner === undefined) faults.push(unknownKey(key, Object.keys(shape.properties ?? {})));
    else if (inner.type === "array") query[key] = values.map((value) => coerce(value, inner.items));
    else if (values.length > 1) faults.push({ pointer: `/query/${key}`, message: "may be given once only", keyword: "maxItems" });
    else query[key] = coerce(values[0] ?? "", inner);
  }
  return { query, faults };
}

function shapeOf({ properties = {}, patternProperties = {} }: Shape, key: string): Shape | undefined {
  if (Object.hasOwn(properties, key)) return properties[key];
  return Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern).test(key))?.[1];
}

/** Text that is no such value stays text: the validator says so in its own words. */
function coerce(text: string, shape: Shape = {}): unknown {
  if ((shape.type === "integer" || shape.type === "number") && /^-?\d{1,15}(\.\d+)?$/.test(text)) return Number(text);
  if (shape.type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

function unknownKey(key: string, known: string[]): FieldError {
  const near = nearest(key, known);
  const hint = near === undefined ? `known are ${known.join(", ") || "none"}` : `did you mean ${near}?`;
  return { pointer: `/query/${key}`, message: `is not a parameter of this operation; ${hint}`, keyword: "additionalProperties" };
}
