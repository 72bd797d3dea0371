import type { Payload } from "@formwork/contracts/schema/payload";
import { type AnySchema, schemasAt } from "../../../forms/values/schema-at.ts";

/** What a link fills in, and what of it could not be read. */
export type Prefill = { payload: Payload; faults: string[] };

/**
 * The payload that an address asks for: `?payload={…}`, single values as `?p.url=…` or
 * `?p.columns.0.name=…`, or both, the single ones winning.
 */
export function readPrefill(search: URLSearchParams, schema: AnySchema): Prefill {
  const { payload, faults } = readWhole(search.get("payload"));
  for (const [key, text] of search) {
    const path = key.split(".").slice(1);
    if (!key.startsWith("p.") || path.length === 0 || path.includes("")) continue;
    const placed = put(payload, path, readValue(text, schemasAt(schema, path)));
    if (!placed) faults.push(`The link's value for ${path.join(".")} has no place in the payload.`);
  }
  return { payload, faults };
}

function readWhole(text: string | null): Prefill {
  if (text === null) return { payload: {}, faults: [] };
  try {
    const payload: unknown = JSON.parse(text);
    if (isObject(payload)) return { payload, faults: [] };
  } catch {
    // Said below: a link is typed by people and cut by mail programs.
  }
  return {
    payload: {},
    faults: ["The link's payload is not a JSON object, so the form starts without it."],
  };
}

/**
 * Text is taken as the type that the schema asks for; what does not read as that stays text, and
 * the form says so at the field.
 */
function readValue(text: string, schemas: readonly AnySchema[]): unknown {
  const types = new Set(schemas.flatMap(({ type }) => type));
  if (types.has("string") || types.size === 0) return text;
  try {
    const value: unknown = JSON.parse(text);
    return types.has(typeOf(value)) || (types.has("number") && typeof value === "number")
      ? value
      : text;
  } catch {
    return text;
  }
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

/** Puts a value at a path, making what lies between; false where something else is in the way. */
function put(payload: Payload, path: readonly string[], value: unknown): boolean {
  const [key = "", ...rest] = path;
  // Links come from anywhere: no key of theirs may reach a prototype.
  if (key === "__proto__" || (Array.isArray(payload) && !/^\d{1,3}$/.test(key))) return false;
  if (rest.length === 0) {
    payload[key] = value;
    return true;
  }
  if (!Object.hasOwn(payload, key)) payload[key] = /^\d{1,3}$/.test(rest[0] ?? "") ? [] : {};
  const inner = payload[key];
  return isContainer(inner) && put(inner, rest, value);
}

function isContainer(value: unknown): value is Payload {
  return typeof value === "object" && value !== null;
}

function isObject(value: unknown): value is Payload {
  return isContainer(value) && !Array.isArray(value);
}
