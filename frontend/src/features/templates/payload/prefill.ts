import type { JsonFault } from "@formwork/contracts/json/find-json-faults";
import { faultInLine, parseJson } from "@formwork/contracts/json/parse-json";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { pointerKeys } from "@formwork/contracts/schema/pointer";
import { type AnySchema, schemasAt } from "../../../forms/values/schema-at.ts";

/** The payload of a link, and a warning for each part of it that could not be used. */
export type Prefill = { payload: Payload; warnings: string[] };

/**
 * Reads the payload from the query of an address: `?payload={…}`, and single values as `?p.url=…`
 * or `?p.columns.0.name=…`, which override those of the payload. A key with a dot is reached by a
 * JSON Pointer: `?p./log.level=…`.
 */
export function readPrefill(search: URLSearchParams, schema: AnySchema): Prefill {
  const { payload, warnings } = readWhole(search.get("payload"));
  for (const [key, text] of search) {
    const path = pathOf(key);
    if (path.length === 0 || path.includes("")) continue;
    const isPlaced = setAt(payload, path, readValue(text, schemasAt(schema, path)));
    if (!isPlaced)
      warnings.push(`The link's value for ${path.join(".")} has no place in the payload.`);
  }
  return { payload, warnings };
}

/** Returns the path in the payload that a parameter names; empty for any other parameter. */
function pathOf(parameter: string): string[] {
  if (!parameter.startsWith("p.")) return [];
  const place = parameter.slice("p.".length);
  return place.startsWith("/") ? pointerKeys(place) : place.split(".");
}

/** Returns true for a parameter from which the payload is read. */
export function isPrefill(parameter: string): boolean {
  return parameter === "payload" || pathOf(parameter).length > 0;
}

function readWhole(text: string | null): Prefill {
  if (text === null) return { payload: {}, warnings: [] };
  try {
    const { value, faults } = parseJson(text);
    if (faults.length > 0) return { payload: {}, warnings: faults.map(withoutPayload) };
    if (isObject(value)) return { payload: value, warnings: [] };
  } catch {
    // The warning below follows.
  }
  return {
    payload: {},
    warnings: ["The link's payload is not a JSON object, so the form starts without it."],
  };
}

function withoutPayload(fault: JsonFault): string {
  return `In the link's payload ${faultInLine(fault)}. The form starts without it.`;
}

/**
 * Reads a value in a type that the schema allows. A text that is none of them stays a text, which
 * the form reports at the field.
 */
function readValue(text: string, schemas: readonly AnySchema[]): unknown {
  const types = new Set(schemas.flatMap(({ type }) => type));
  if (types.has("string") || types.size === 0) return text;
  try {
    const { value, faults } = parseJson(text);
    // A number that would be changed stays a text as well.
    if (faults.length > 0) return text;
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

/**
 * Sets the value at a path and creates the objects and lists on the way; false when another value is
 * in the way. A list takes up to 1,000 items.
 */
function setAt(payload: Payload, path: readonly string[], value: unknown): boolean {
  const [key = "", ...rest] = path;
  // A link may come from an attacker: its keys must not reach a prototype.
  if (key === "__proto__" || (Array.isArray(payload) && !/^\d{1,3}$/.test(key))) return false;
  if (rest.length === 0) {
    payload[key] = value;
    return true;
  }
  if (!Object.hasOwn(payload, key)) payload[key] = /^\d{1,3}$/.test(rest[0] ?? "") ? [] : {};
  const inner = payload[key];
  return isContainer(inner) && setAt(inner, rest, value);
}

function isContainer(value: unknown): value is Payload {
  return typeof value === "object" && value !== null;
}

function isObject(value: unknown): value is Payload {
  return isContainer(value) && !Array.isArray(value);
}
