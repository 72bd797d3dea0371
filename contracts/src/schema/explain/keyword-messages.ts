import type { ErrorObject } from "ajv";

/**
 * What each schema keyword says when it refuses a value. The words follow the field's name: "Port
 * must be at least 1".
 */

type Params = Record<string, unknown>;

const typeWords: Record<string, string> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "empty (null)",
};

const formatWords: Record<string, string> = {
  "date-time": "a date and time with its zone, such as 2026-01-31T09:30:00Z",
  date: "a date, such as 2026-01-31",
  time: "a time with its zone, such as 09:30:00Z",
  duration: "a duration, such as 90s, 10m, 1h30m or PT5M",
  cron: 'a cron expression, such as "30 9 * * 1-5"',
  timezone: "a time zone, such as Europe/Berlin",
  email: "an e-mail address",
  uri: "an address with its scheme, such as https://example.org",
  url: "a web address, such as https://example.org",
  hostname: "a host name",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
  uuid: "a UUID",
  regex: "a regular expression",
  color: "a colour, such as #3366ff",
  "data-url": "a file as a data URL",
  byte: "base64",
};

const bounds: Record<string, string> = {
  ">=": "at or after",
  ">": "after",
  "<=": "at or before",
  "<": "before",
};

const words: Record<string, (params: Params) => string> = {
  required: () => "is required",
  dependentRequired: ({ property }) => `is required together with ${property}`,
  dependencies: ({ property }) => `is required together with ${property}`,
  additionalProperties: () => "is not a known field",
  unevaluatedProperties: () => "is not a known field",
  type: ({ type }) => `must be ${either([type].flat().map(typeWord))}`,
  enum: ({ allowedValues }) => oneOfValues(listOf(allowedValues)),
  const: ({ allowedValue }) => oneOfValues([allowedValue]),
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  exclusiveMinimum: ({ limit }) => `must be more than ${limit}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${limit}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${multipleOf}`,
  minLength: ({ limit }) =>
    limit === 1 ? "must not be empty" : `must have at least ${count(limit, "character")}`,
  maxLength: ({ limit }) => `must have at most ${count(limit, "character")}`,
  pattern: ({ pattern }) => `must match the pattern ${pattern}`,
  format: ({ format }) => `must be ${formatWords[String(format)] ?? `of the format ${format}`}`,
  formatMinimum: bound,
  formatMaximum: bound,
  formatExclusiveMinimum: bound,
  formatExclusiveMaximum: bound,
  minItems: ({ limit }) => `must have at least ${count(limit, "item")}`,
  maxItems: ({ limit }) => `must have at most ${count(limit, "item")}`,
  items: ({ limit }) => `must have at most ${count(limit, "item")}`,
  unevaluatedItems: ({ limit, len }) => `must have at most ${count(limit ?? len, "item")}`,
  uniqueItems: ({ i, j }) =>
    `must not hold the same item twice (items ${Number(j) + 1} and ${Number(i) + 1})`,
  contains: ({ minContains }) =>
    `must hold at least ${count(minContains, "item")} of the kind asked for`,
  minProperties: ({ limit }) => `must have at least ${count(limit, "field")}`,
  maxProperties: ({ limit }) => `must have at most ${count(limit, "field")}`,
  propertyNames: () => "is not an allowed name",
  "false schema": () => "is not allowed here",
  not: () => "must not have this value",
  oneOf: ({ passingSchemas }) =>
    Array.isArray(passingSchemas)
      ? "fits more than one of its choices, and must fit one only"
      : "must fit one of its choices",
  anyOf: () => "must fit one of its choices",
};

/** The words for one error of ajv. */
export function wordsFor(error: Pick<ErrorObject, "keyword" | "params" | "message">): string {
  return words[error.keyword]?.(error.params) ?? error.message ?? "is not valid";
}

/** "must be one of GET, POST", or "must be GET" where that is all there is. */
export function oneOfValues(values: readonly unknown[]): string {
  const spelt = values.map(spell);
  return spelt.length === 1
    ? `must be ${spelt[0]}`
    : `must be one of ${shortened(spelt).join(", ")}`;
}

/**
 * "must be a whole number or auto": where some choices are kinds of values and others are values.
 */
export function eitherOf(types: readonly unknown[], values: readonly unknown[]): string {
  return `must be ${either([...types.map(typeWord), ...shortened(values.map(spell))])}`;
}

/** "a, b or c". */
export function either(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} or ${parts.at(-1)}`;
}

function bound({ comparison, limit }: Params): string {
  return `must be ${bounds[String(comparison)] ?? comparison} ${limit}`;
}

function typeWord(type: unknown): string {
  return typeWords[String(type)] ?? String(type);
}

/** Text as it is, unless it would be misread in a list; other values as JSON. */
function spell(value: unknown): string {
  return typeof value === "string" && /^[^\s,"](?:[^,"\n]*[^\s,"])?$/.test(value)
    ? value
    : JSON.stringify(value);
}

/** Long lists are cut: nobody reads two hundred choices in an error. */
function shortened(parts: string[]): string[] {
  return parts.length <= 20 ? parts : [...parts.slice(0, 20), `… (${parts.length} in all)`];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function count(amount: unknown, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
