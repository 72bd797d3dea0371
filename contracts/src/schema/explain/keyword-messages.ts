import type { ErrorObject } from "ajv";
import { joinWords } from "../../text/join-words.ts";
import { describePattern } from "./describe-pattern.ts";

/**
 * The message of each schema keyword for a value that it refuses. A message continues a sentence
 * that starts with the field's name: "Port must be at least 1".
 */

type Params = Record<string, unknown>;

const typeNames: Record<string, string> = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "empty (null)",
};

const formatNames: Record<string, string> = {
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

const comparisons: Record<string, string> = {
  ">=": "at or after",
  ">": "after",
  "<=": "at or before",
  "<": "before",
};

const messages: Record<string, (params: Params) => string> = {
  required: () => "is required",
  dependentRequired: ({ property }) => `is required together with ${property}`,
  dependencies: ({ property }) => `is required together with ${property}`,
  additionalProperties: () => "is not a known field",
  unevaluatedProperties: () => "is not a known field",
  type: ({ type }) => `must be ${joinWords([type].flat().map(typeName), "or")}`,
  enum: ({ allowedValues: values }) => allowedValues(listOf(values)),
  const: ({ allowedValue }) => allowedValues([allowedValue]),
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  exclusiveMinimum: ({ limit }) => `must be more than ${limit}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${limit}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${multipleOf}`,
  minLength: ({ limit }) =>
    limit === 1 ? "must not be empty" : `must have at least ${count(limit, "character")}`,
  maxLength: ({ limit }) => `must have at most ${count(limit, "character")}`,
  pattern: ({ pattern }) => describePattern(String(pattern)),
  format: ({ format }) => `must be ${formatNames[String(format)] ?? `of the format ${format}`}`,
  formatMinimum: bound,
  formatMaximum: bound,
  formatExclusiveMinimum: bound,
  formatExclusiveMaximum: bound,
  minItems: ({ limit }) =>
    limit === 1 ? "is empty: add at least one" : `must have at least ${count(limit, "item")}`,
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

/** The keywords whose faults have a message. */
export const messageKeywords: readonly string[] = [
  ...Object.keys(messages).filter(isKeyword),
  // Reported as `contains`.
  "minContains",
  "maxContains",
];

/** Returns the message for one error of ajv. */
export function messageOf(error: Pick<ErrorObject, "keyword" | "params" | "message">): string {
  return messages[error.keyword]?.(error.params) ?? error.message ?? "is not valid";
}

/** Returns "must be one of GET, POST", or "must be GET" for a single value. */
export function allowedValues(values: readonly unknown[]): string {
  const spelt = values.map(spell);
  return spelt.length === 1
    ? `must be ${spelt[0]}`
    : `must be one of ${shortened(spelt).join(", ")}`;
}

/** Returns "must be a whole number or auto", for some types and some values. */
export function typesOrValues(types: readonly unknown[], values: readonly unknown[]): string {
  return `must be ${joinWords([...types.map(typeName), ...shortened(values.map(spell))], "or")}`;
}

function bound({ comparison, limit }: Params): string {
  return `must be ${comparisons[String(comparison)] ?? comparison} ${limit}`;
}

function typeName(type: unknown): string {
  return typeNames[String(type)] ?? String(type);
}

/** Returns text as it is, unless it would be misread in a list; other values as JSON. */
function spell(value: unknown): string {
  return typeof value === "string" && /^[^\s,"](?:[^,"\n]*[^\s,"])?$/.test(value)
    ? value
    : JSON.stringify(value);
}

const maxListed = 20;

/** Cuts a long list after `maxListed` parts and adds how many there are. */
function shortened(parts: string[]): string[] {
  return parts.length <= maxListed
    ? parts
    : [...parts.slice(0, maxListed), `… (${parts.length} in all)`];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function count(amount: unknown, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

/** False for the name that ajv gives to the schema `false`. */
function isKeyword(name: string): boolean {
  return !name.includes(" ");
}
