import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { openApi } from "../src/http/openapi/openapi.ts";

/** A JSON schema of the document. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  description?: string;
  "x-extensible-enum"?: string[];
};

/** One operation, as clients of all languages see it; a part that it does not take is null. */
export type Call = {
  id: string;
  method: string;
  path: string;
  /** What it does, in one line. */
  summary: string;
  /** True where the reply is no JSON. */
  isStream: boolean;
  params: Schema | null;
  query: Schema | null;
  headers: Schema | null;
  body: Schema | null;
  reply: Schema | null;
};

/** What clients are made of: the schemas by their names, and the operations. */
export type Description = { version: string; schemas: Record<string, Schema>; calls: Call[] };

type Parameter = {
  name: string;
  in: string;
  required: boolean;
  description?: string;
  schema: Schema;
};
type Content = { content?: Record<string, { schema: Schema }> };
type Described = {
  parameters: Parameter[];
  requestBody?: Content;
  responses: Record<string, Content>;
};
type Document = {
  info: { version: string };
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
};

const json = "application/json";

/** Reads the table of operations by the OpenAPI document that is made of it. */
export function describeCalls(): Description {
  const { info, paths, components } = openApi({ cookieName: "", publicUrl: "" }) as Document;
  const calls = Object.entries<Operation>(operations).map(([id, row]): Call => {
    const path = row.path.replace(/:(\w+)/g, "{$1}");
    const described = paths[path]?.[row.method];
    if (described === undefined) throw new Error(`The document lacks ${id}`);
    const among = (place: string) => objectOf(described.parameters, place);
    return {
      ...{ id, method: row.method, path: row.path, summary: row.summary },
      isStream: row.replyType !== undefined,
      ...{ params: among("path"), query: among("query"), headers: among("header") },
      body: described.requestBody?.content?.[json]?.schema ?? null,
      reply: described.responses[row.status]?.content?.[json]?.schema ?? null,
    };
  });
  return { version: info.version, schemas: components.schemas, calls };
}

/** Makes one object of the parameters at a place; null where there are none. */
function objectOf(parameters: Parameter[], place: string): Schema | null {
  const there = parameters.filter((one) => one.in === place);
  if (there.length === 0) return null;
  return {
    type: "object",
    properties: Object.fromEntries(there.map(({ name, schema }) => [name, schema])),
    required: there.filter(({ required }) => required).map(({ name }) => name),
  };
}

/** Returns the name of the component that a schema refers to. */
export function nameOf({ $ref }: Schema): string | null {
  return $ref === undefined ? null : ($ref.split("/").at(-1) ?? null);
}

/** Returns the types that a schema allows, each with the rest of the schema. */
export function alternatives(schema: Schema): Schema[] {
  if (schema.oneOf !== undefined) return schema.oneOf;
  return Array.isArray(schema.type) ? schema.type.map((type) => ({ ...schema, type })) : [schema];
}

/** Makes a name of parts such as `jobs.own-templates`: `JobsOwnTemplates`. */
export function pascalCase(text: string): string {
  return text.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) =>
    first.toUpperCase(),
  );
}
