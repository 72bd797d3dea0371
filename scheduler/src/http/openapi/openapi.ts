import { type Operation, tags } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { Problem } from "@formwork/contracts/problem";
import packageJson from "../../../package.json" with { type: "json" };
import { describeOperation, tagTexts } from "./descriptions.ts";
import { exampleBodies } from "./example-bodies.ts";
import { headers, quota, referTo } from "./headers.ts";
import { linksOf } from "./links.ts";
import { parametersOf } from "./parameters.ts";
import { problemResponses, refusals } from "./problem-responses.ts";
import { createSchemaForms, type SchemaForms } from "./schema-forms.ts";

type Json = Record<string, unknown>;
export type OpenApiParams = {
  cookieName: string;
  /** Address that callers use. */
  publicUrl: string;
};

const rows = Object.entries<Operation>(operations);
const examples: Readonly<Record<string, unknown>> = exampleBodies;

/** Makes the OpenAPI 3.1 document of the table of operations. */
export function openApi({ cookieName, publicUrl }: OpenApiParams): Json {
  const forms = createSchemaForms([
    Problem,
    ...rows.flatMap(([, row]) => [row.reply ?? [], Object.values(row.streams ?? {})].flat()),
  ]);
  const paths: Record<string, Json> = {};
  for (const [id, row] of rows) {
    const path = row.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [row.method]: operation(id, row, forms) };
  }
  const responses = problemResponses(forms.reply(Problem));
  return {
    openapi: "3.1.0",
    info: {
      title: "Formwork",
      version: packageJson.version,
      summary: "Templates become forms, forms become jobs, jobs tell how they are doing.",
      description: aboutTheApi,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: publicUrl, description: "This Formwork" }],
    tags: tags.map((name) => ({ name, description: tagTexts[name] })),
    paths,
    components: {
      schemas: forms.components(),
      responses,
      headers,
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "The token that signing in answers with, or an API key",
        },
        cookie: {
          type: "apiKey",
          in: "cookie",
          name: cookieName,
          description: "What signing in sets in a browser",
        },
      },
    },
  };
}

const aboutTheApi = [
  "Within `/api/v1` names are added and never renamed or removed.",
  "Requests are closed: an unknown field or query parameter is refused with 422.",
  "Replies are open: ignore fields that you do not know, and values of the lists marked `x-extensible-enum`.",
  "Every error is a `Problem` (RFC 9457), whose `type` opens a page about it.",
].join(" ");

function operation(id: string, row: Operation, forms: SchemaForms): Json {
  return {
    operationId: id,
    summary: row.summary,
    description: describeOperation(row),
    tags: [row.tag],
    security: securityOf(row),
    parameters: parametersOf(row, forms),
    ...requestBody(id, row, forms),
    responses: { ...successes(id, row, forms), ...refusals(row) },
  };
}

function securityOf({ scope, forServices }: Operation): Json[] {
  if (forServices === true) return [{ token: [] }];
  return scope === "public" ? [] : [{ token: [] }, { cookie: [] }];
}

function requestBody(id: string, row: Operation, forms: SchemaForms): Json {
  const { body } = row;
  if (body === undefined) return {};
  const { required = [] } = Object(body) as { required?: string[] };
  const content = { schema: forms.request(withItems(body, row)), example: examples[id] };
  // No body at all is read as an empty object.
  const needed = required.length > 0;
  return { requestBody: { required: needed, content: { "application/json": content } } };
}

/** Names what the items of a list are, which are checked apart from the body. */
function withItems(body: object, { itemsIn = "", item }: Operation): object {
  if (item === undefined) return body;
  const { properties } = Object(body);
  const list = { ...properties[itemsIn], items: item };
  return { ...body, properties: { ...properties, [itemsIn]: list } };
}

function successes(id: string, row: Operation, forms: SchemaForms): Json {
  const isLimited = row.limit !== null && row.limit !== "signIns";
  const own = [
    ...(row.makes === undefined ? [] : (["Location"] as const)),
    ...(row.version === undefined ? [] : (["ETag"] as const)),
    ...("prefer" in Object(Object(row.headers).properties)
      ? (["Preference-Applied"] as const)
      : []),
  ];
  const links = linksOf(id);
  const success = {
    description: "Done",
    headers: referTo("X-Trace-Id", ...own, ...(isLimited ? quota : [])),
    ...contentOf(row, forms),
    ...(links === undefined ? {} : { links }),
  };
  const fresh = row.method === "get" && row.version !== undefined;
  return {
    [row.status]: success,
    ...second(row, success),
    ...(fresh
      ? { 304: { description: "The caller has it: it has the ETag of If-None-Match" } }
      : {}),
  };
}

/** OpenAPI 3.1 cannot say what a stream holds; the extension names the data of each kind of event. */
function eventStream(streams: NonNullable<Operation["streams"]>, forms: SchemaForms): Json {
  const events = Object.entries(streams).map(([name, schema]) => [name, forms.reply(schema)]);
  return {
    "text/event-stream": {
      schema: { type: "string", "x-events": Object.fromEntries(events) },
    },
  };
}

function second({ also }: Operation, { content, ...success }: Json): Json {
  if (also === undefined) return {};
  const body = also.status === 204 || content === undefined ? {} : { content };
  return { [also.status]: { ...success, ...body, description: `When ${also.when}` } };
}

function contentOf(row: Operation, forms: SchemaForms): Json {
  const json = row.reply && { "application/json": { schema: forms.reply(row.reply) } };
  const stream = row.streams && eventStream(row.streams, forms);
  if (json ?? stream) return { content: { ...json, ...stream } };
  const types = [row.replyType ?? []].flat();
  if (types.length === 0) return {};
  return {
    content: Object.fromEntries(types.map((type) => [type, { schema: { type: "string" } }])),
  };
}
