import type { Payload } from "@formwork/contracts/schema/payload";
import { isObject, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { flatSchema } from "./flat-schema.ts";

/**
 * Flat schemas whose every word is a comparison. Their payloads are judged where they arrive
 * instead of in the guard's thread: no code is made of the schema and no pattern is matched, so all
 * that a schema can do is be read, once for each key of the payload. Only a yes is said here;
 * whatever is not plainly right goes to the guard, which has the words for it.
 */
export type InlineValidator = {
  /** The payload with defaults where it fits, otherwise null. */
  complete: (payload: Payload) => Payload | null;
};

type Fits = (value: unknown) => boolean;

const numbers = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
] as const;
const judged = new Set<string>([
  ...numbers,
  "type",
  "title",
  "description",
  "enum",
  "default",
  "writeOnly",
]);

const typeTests: Record<string, Fits> = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  number: Number.isFinite,
  integer: Number.isInteger,
};

/**
 * The plain reading of a schema, or null where it has none. A property test holds it against the
 * guard's.
 */
export function inlineValidator({ $schema: _, ...schema }: SchemaObject): InlineValidator | null {
  const { type = "object", properties, required = [] } = schema;
  const flat = flatSchema(schema);
  if (flat === null || type !== "object" || !isObject(properties) || !isListOfTexts(required))
    return null;
  const tests = new Map<string, Fits>();
  for (const [key, field] of Object.entries(properties)) {
    const test = fieldTest(field);
    if (test === null) return null;
    tests.set(key, test);
  }
  return {
    complete(payload) {
      const complete = flat.complete(payload);
      if (complete === null || !required.every((key) => Object.hasOwn(complete, key))) return null;
      return Object.entries(complete).every(([key, value]) => tests.get(key)?.(value))
        ? { ...complete }
        : null;
    },
  };
}

function fieldTest(field: unknown): Fits | null {
  if (!isObject(field) || !Object.keys(field).every((key) => judged.has(key))) return null;
  if (!numbers.every((key) => field[key] === undefined || Number.isFinite(field[key]))) return null;
  const isOfType = typeTest(field);
  const isChosen = choiceTest(field);
  const isWithin = rangeTest(field);
  if (isOfType === null || isChosen === null) return null;
  return (value) => isOfType(value) && isChosen(value) && isWithin(value);
}

function typeTest({ type }: SchemaObject): Fits | null {
  const tests = [type].flat().map((name) => typeTests[String(name)]);
  return tests.every((test) => test !== undefined)
    ? (value) => tests.some((test) => test(value))
    : null;
}

function choiceTest({ enum: choices }: SchemaObject): Fits | null {
  if (choices === undefined) return () => true;
  if (!Array.isArray(choices) || choices.some((choice) => typeof choice === "object")) return null;
  const chosen = new Set(choices);
  return (value) => chosen.has(value);
}

function rangeTest(field: SchemaObject): Fits {
  const limit = (key: (typeof numbers)[number], otherwise: number) =>
    Number(field[key] ?? otherwise);
  const [least, most] = [limit("minimum", -Infinity), limit("maximum", Infinity)];
  const [above, below] = [
    limit("exclusiveMinimum", -Infinity),
    limit("exclusiveMaximum", Infinity),
  ];
  const [shortest, longest] = [limit("minLength", 0), limit("maxLength", Infinity)];
  return (value) => {
    if (typeof value === "number")
      return value >= least && value <= most && value > above && value < below;
    // A character takes one or two units: where that leaves a doubt, the guard counts.
    return typeof value !== "string" || (value.length >= 2 * shortest && value.length <= longest);
  };
}

function isListOfTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
