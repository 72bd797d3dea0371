import type { Payload } from "@formwork/contracts/schema/payload/payload";
import { isObject, type SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { isMasked } from "@formwork/contracts/schema/secrets/secret-mask";
import { flatSchema } from "./flat-schema.ts";

/**
 * Validates payloads of a flat schema whose keywords only compare values, on the thread of the
 * caller instead of in the sandbox: no code is compiled and no pattern is matched, so the cost is
 * one pass over the keys of the payload. It only ever accepts; every other payload goes to the
 * sandbox, which reports the faults.
 */
export type InlineValidator = {
  /** Returns the payload with defaults filled in when it is valid, otherwise null. */
  complete: (payload: Payload) => Payload | null;
};

type Test = (value: unknown) => boolean;

const bounds = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
] as const;
const supportedKeywords = new Set<string>([
  ...bounds,
  "type",
  "title",
  "description",
  "enum",
  "default",
  "writeOnly",
]);

const typeTests: Record<string, Test> = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  number: Number.isFinite,
  integer: Number.isInteger,
};

/**
 * Returns the validator of a schema, or null where the schema needs the sandbox. A property test
 * compares what it accepts with what the sandbox accepts.
 */
export function inlineValidator({ $schema: _, ...schema }: SchemaObject): InlineValidator | null {
  const { type = "object", properties, required = [] } = schema;
  const flat = flatSchema(schema);
  if (flat === null || type !== "object" || !isObject(properties) || !isListOfTexts(required))
    return null;
  const tests = new Map<string, Test>();
  for (const [key, field] of Object.entries(properties)) {
    const test = fieldTest(field);
    if (test === null) return null;
    tests.set(key, test);
  }
  return {
    complete(payload) {
      const complete = flat.complete(payload);
      if (complete === null) return null;
      for (const key of required) if (!Object.hasOwn(complete, key)) return null;
      for (const key of Object.keys(complete)) {
        const value = complete[key];
        // A text that begins with the mask stands for a secret, which the full rules look up.
        if (isMasked(value) || !tests.get(key)?.(value)) return null;
      }
      return { ...complete };
    },
  };
}

function fieldTest(field: unknown): Test | null {
  if (!isObject(field) || !Object.keys(field).every((key) => supportedKeywords.has(key)))
    return null;
  if (!bounds.every((key) => field[key] === undefined || Number.isFinite(field[key]))) return null;
  const isOfType = typeTest(field);
  const isChoice = enumTest(field);
  const isWithin = boundsTest(field);
  if (isOfType === null || isChoice === null) return null;
  return (value) => isOfType(value) && isChoice(value) && isWithin(value);
}

function typeTest({ type }: SchemaObject): Test | null {
  const tests = [type].flat().map((name) => typeTests[String(name)]);
  return tests.every((test) => test !== undefined)
    ? (value) => tests.some((test) => test(value))
    : null;
}

function enumTest({ enum: choices }: SchemaObject): Test | null {
  if (choices === undefined) return () => true;
  if (!Array.isArray(choices) || choices.some((choice) => typeof choice === "object")) return null;
  const chosen = new Set(choices);
  return (value) => chosen.has(value);
}

function boundsTest(field: SchemaObject): Test {
  const bound = (key: (typeof bounds)[number], otherwise: number) =>
    Number(field[key] ?? otherwise);
  const [min, max] = [bound("minimum", -Infinity), bound("maximum", Infinity)];
  const [above, below] = [
    bound("exclusiveMinimum", -Infinity),
    bound("exclusiveMaximum", Infinity),
  ];
  const [minLength, maxLength] = [bound("minLength", 0), bound("maxLength", Infinity)];
  return (value) => {
    if (typeof value === "number")
      return value >= min && value <= max && value > above && value < below;
    // JSON Schema counts characters, and one takes one or two UTF-16 units: a text that fits either
    // way is accepted, the others are left to the sandbox.
    return (
      typeof value !== "string" || (value.length >= 2 * minLength && value.length <= maxLength)
    );
  };
}

function isListOfTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
