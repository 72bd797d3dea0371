import {
  alternatives,
  type Call,
  type Description,
  nameOf,
  type Schema,
} from "./describe-calls.ts";

/** Writes the schemas and the operations as types. */
export function typescriptTypes({ schemas, calls }: Description): string {
  const types = Object.entries(schemas).map(
    ([name, schema]) => `${comment(schema)}export type ${name} = ${typeOf(schema)};`,
  );
  const rows = calls.map(
    (call) => `  /** ${call.summary} */\n  ${quoted(call.id)}: ${callOf(call)};`,
  );
  return [
    ...types,
    `/** The input and the reply of each operation. */\nexport type Calls = {\n${rows.join("\n")}\n};\n`,
  ].join("\n");
}

/** Writes how each operation is called, in place of the table of operations. */
export function typescriptTable({ calls }: Description): string {
  const rows = calls.map(({ id, method, path, isStream }) => {
    const more = isStream ? `, replyType: "stream"` : "";
    return `  ${quoted(id)}: { method: ${quoted(method)}, path: ${quoted(path)}${more} },`;
  });
  const parts = {
    Params: "params",
    Query: "query",
    Headers: "headers",
    Body: "body",
    Reply: "reply",
  };
  return [
    'import type { Calls } from "../types.ts";',
    `export const operations = {\n${rows.join("\n")}\n} as const;`,
    "export type OperationId = keyof Calls;",
    ...Object.entries(parts).map(
      ([name, key]) => `export type ${name}Of<Id extends OperationId> = Calls[Id]["${key}"];`,
    ),
    "",
  ].join("\n");
}

function callOf({ params, query, headers, body, reply }: Call): string {
  const none = "Record<string, never>";
  // The client adds filters by `payload.PATH` itself.
  const { payload: _, ...own } = query?.properties ?? {};
  const filters = query === null ? null : { ...query, properties: own };
  const part = (schema: Schema | null) => (schema === null ? none : typeOf(schema));
  const inOut = `body: ${body === null ? "undefined" : typeOf(body)}; reply: ${reply === null ? "undefined" : typeOf(reply)}`;
  return `{ params: ${part(params)}; query: ${part(filters)}; headers: ${part(headers)}; ${inOut} }`;
}

function typeOf(schema: Schema): string {
  const options = alternatives(schema);
  if (options.length > 1 || schema.oneOf !== undefined) return options.map(typeOf).join(" | ");
  const name = nameOf(schema);
  if (name !== null) return name;
  const { const: only, enum: values, "x-extensible-enum": known } = schema;
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (known !== undefined) return [...known.map(quoted), "(string & {})"].join(" | ");
  if (schema.items !== undefined) return `(${typeOf(schema.items)})[]`;
  return schema.type === "object" ? objectType(schema) : (plain[String(schema.type)] ?? "unknown");
}

const plain: Record<string, string> = {
  string: "string",
  integer: "number",
  number: "number",
  boolean: "boolean",
  null: "null",
  array: "unknown[]",
};

function objectType({ properties, required = [], additionalProperties }: Schema): string {
  if (properties === undefined)
    return typeof additionalProperties === "object"
      ? `Record<string, ${typeOf(additionalProperties)}>`
      : "Record<string, unknown>";
  const fields = Object.entries(properties).map(([key, schema]) => {
    const isOptional = !required.includes(key);
    const type = isOptional ? `(${typeOf(schema)}) | undefined` : typeOf(schema);
    return `${comment(schema)}${quoted(key)}${isOptional ? "?" : ""}: ${type};`;
  });
  return `{\n${fields.join("\n")}\n}`;
}

function comment({ description }: Schema): string {
  return description === undefined ? "" : `/** ${description.replaceAll("*/", "* /")} */\n`;
}

const quoted = (text: string) => JSON.stringify(text);
