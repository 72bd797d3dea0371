import { durationPattern } from "@formwork/contracts/duration";
import { namedEnums, namedPatterns, namedSchemas, openEnums } from "./schema-names.ts";

type Json = Record<string, unknown>;
/** A request refuses unknown fields. A reply may have more fields than are described. */
type Direction = "request" | "reply";

/**
 * Writes schemas as the document shows them. Named ones become references to `components`; a schema
 * whose request and reply differ has two names there, of which that of the request ends in `Input`.
 */
export type SchemaForms = {
  request: (schema: object) => unknown;
  reply: (schema: object) => unknown;
  /** Returns all that was referred to. */
  components: () => Record<string, unknown>;
};

const enumNames = new Map(Object.entries(namedEnums).map(([name, list]) => [String(list), name]));
// By their text: an optional property holds a copy of the schema.
const schemaNames = new Map(namedSchemas.map(([name, schema]) => [JSON.stringify(schema), name]));

const duration = {
  type: "string",
  pattern: durationPattern(),
  maxLength: 100,
  examples: ["90s", "5m", "1h30m", "2d", "PT5M"],
  description:
    "A length of time: weeks to milliseconds (w, d, h, m, s, ms) in this order, or ISO 8601 without years and months",
};

/** A duration in a reply, which is as its author wrote it. */
const writtenDuration = "^(?:(?:[0-9.]+(?:w|d|h|m|s|ms))+|P[0-9.WDTHMS]+)$";

/** Makes the forms of one document, whose replies have these schemas. */
export function createSchemaForms(replies: readonly object[]): SchemaForms {
  const inReplies = new Set(replies.flatMap((schema) => [...namesIn(schema)]));
  const components = new Map<string, unknown>();

  function formOf(schema: unknown, direction: Direction, given?: string): unknown {
    if (Array.isArray(schema)) return schema.map((one) => formOf(one, direction));
    if (!isObject(schema)) return schema;
    const name = given ?? schemaNames.get(JSON.stringify(schema));
    return name === undefined ? shapeOf(schema, direction) : refer(name, schema, direction);
  }
  /** Returns a reference to a component, which is written when it is first referred to. */
  function refer(name: string, schema: Json, direction: Direction): Json {
    const isInput = direction === "request" && inReplies.has(name) && isClosed(schema);
    const full = isInput ? `${name}Input` : name;
    if (!components.has(full)) {
      components.set(full, null);
      components.set(full, shapeOf(schema, direction, name));
    }
    return { $ref: `#/components/schemas/${full}` };
  }
  function shapeOf(schema: Json, direction: Direction, name = ""): Json {
    const { enum: values, "x-extensible-enum": open, anyOf } = schema;
    if (Array.isArray(values)) return enumOf(schema, values.map(String), direction);
    if (Array.isArray(open)) return { type: "string", ...schema };
    if (schema.format === "duration") return durationOf(schema, direction);
    const patternName = namedPatterns[String(schema.pattern)];
    if (patternName !== undefined && direction === "reply")
      return { type: "string", description: schema.description };
    if (patternName !== undefined)
      return constant(patternName, { type: "string", pattern: schema.pattern }, schema);
    if (Array.isArray(anyOf)) return choiceOf(schema, anyOf.filter(isObject), direction, name);
    const kept = Object.entries(schema).filter(
      ([key, value]) =>
        direction === "request" || key !== "additionalProperties" || value !== false,
    );
    return Object.fromEntries(kept.map(([key, value]) => [key, formOf(value, direction)]));
  }
  function enumOf({ enum: _, ...rest }: Json, values: string[], direction: Direction): Json {
    const name = enumNames.get(String(values));
    if (name === undefined) return { type: "string", enum: values, ...rest };
    return direction === "reply" && openEnums.includes(name)
      ? { type: "string", "x-extensible-enum": values, ...rest }
      : constant(name, { type: "string", enum: values }, rest);
  }
  function durationOf({ format: _, ...rest }: Json, direction: Direction): Json {
    return direction === "reply"
      ? { type: "string", pattern: writtenDuration, examples: duration.examples, ...rest }
      : constant("Duration", duration, rest);
  }
  /** Returns a reference to a component that takes no part of the schema but its texts. */
  function constant(name: string, component: Json, { description, default: value }: Json): Json {
    components.set(name, component);
    return {
      $ref: `#/components/schemas/${name}`,
      ...(description === undefined ? {} : { description }),
      ...(value === undefined ? {} : { default: value }),
    };
  }
  function choiceOf(
    { anyOf: _, ...rest }: Json,
    options: Json[],
    direction: Direction,
    name: string,
  ): Json {
    const [value, none] = options;
    if (options.length === 2 && none?.type === "null" && value !== undefined)
      return { ...nullable(formOf(value, direction)), ...rest };
    const kinds = discriminated(options);
    if (kinds === null || name === "")
      return { oneOf: options.map((one) => formOf(one, direction)), ...rest };
    const forms = options.map((one, index) =>
      formOf(one, direction, nameOf(one) ?? capitalised(kinds[index]) + name),
    );
    const mapping = Object.fromEntries(forms.map((form, at) => [kinds[at], Object(form).$ref]));
    return { oneOf: forms, discriminator: { propertyName: "kind", mapping }, ...rest };
  }
  return {
    request: (schema) => formOf(schema, "request"),
    reply: (schema) => formOf(schema, "reply"),
    components: () => Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** A simple type takes null as a second type, which generators understand best. */
function nullable(form: unknown): Json {
  const { type, enum: values } = Object(form);
  return typeof type === "string" && values === undefined
    ? { ...Object(form), type: [type, "null"] }
    : { oneOf: [form, { type: "null" }] };
}

/** Returns the `kind` of each option, or null where one has none. */
function discriminated(options: Json[]): string[] | null {
  const kinds = options.map(({ properties }) => Object(Object(properties).kind).const);
  return kinds.every((kind) => typeof kind === "string") ? kinds : null;
}

function capitalised(text = ""): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const nameOf = (schema: object) => schemaNames.get(JSON.stringify(schema));

/** Yields the names of a schema and of all in it. */
function* namesIn(schema: unknown): Generator<string> {
  if (typeof schema !== "object" || schema === null) return;
  const name = nameOf(schema);
  if (name !== undefined) yield name;
  for (const inner of Object.values(schema)) yield* namesIn(inner);
}

function isClosed(schema: object): boolean {
  return JSON.stringify(schema).includes('"additionalProperties":false');
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
