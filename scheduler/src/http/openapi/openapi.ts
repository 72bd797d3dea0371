import { type Operation, tags } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { type ProblemCode, problems } from "@formwork/contracts/problem";
import type { TSchema } from "typebox";
import packageJson from "../../../package.json" with { type: "json" };
import { exampleBodies } from "./example-bodies.ts";
import { createSchemaReferences, namedSchemas } from "./schema-references.ts";

type Json = Record<string, unknown>;

/** Makes the OpenAPI 3.1 document of the table of operations. */
export function openApi({ cookieName }: { cookieName: string }): Json {
  const references = createSchemaReferences();
  const paths: Record<string, Json> = {};
  for (const [id, row] of Object.entries<Operation>(operations)) {
    const path = row.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [row.method]: operation(id, row, references) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Formwork",
      version: packageJson.version,
      description: "Templates become forms, forms become jobs, jobs tell how they are doing.",
    },
    servers: [{ url: "/" }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(namedSchemas).map(([name, schema]) => [name, references.expand(schema)]),
      ),
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "The token that signing in answers with",
        },
        session: {
          type: "apiKey",
          in: "cookie",
          name: cookieName,
          description: "What signing in sets in a browser",
        },
      },
    },
  };
}

const examples: Readonly<Record<string, unknown>> = exampleBodies;
type References = ReturnType<typeof createSchemaReferences>;

function operation(id: string, row: Operation, references: References): Json {
  const content = (schema: TSchema, example?: unknown) => ({
    content: { "application/json": { schema: references.refer(schema), example } },
  });
  return {
    operationId: id,
    summary: row.summary,
    tags: [row.tag],
    security: row.scope === "public" ? [] : [{ token: [] }, { session: [] }],
    parameters: [
      ...parameters("path", row.params),
      ...parameters("query", row.query),
      ...parameters("header", row.headers),
    ],
    ...(row.body ? { requestBody: { required: true, ...content(row.body, examples[id]) } } : {}),
    responses: { ...successes(row, content), ...failures(row) },
  };
}

function successes(row: Operation, content: (schema: TSchema) => Json): Json {
  const body = row.reply ? content(row.reply) : {};
  const limited = row.limit === null || row.limit === "signIns" ? {} : quota;
  const headers = { ...traced, ...limited };
  const types = [row.replyType ?? []].flat();
  const textOf = (type: string) => [type, { schema: { type: "string" } }];
  const text = types.length === 0 ? {} : { content: Object.fromEntries(types.map(textOf)) };
  const success = { description: "Done", headers, ...body, ...text };
  const second = row.also
    ? { [row.also.status]: { ...success, description: `When ${row.also.when}` } }
    : {};
  return { [row.status]: success, ...second };
}

/** Makes the description of a header of replies. */
function header(description: string, type = "string"): Json {
  return { schema: { type }, description };
}

const traced = { "X-Trace-Id": header("Finds the request in logs and events") };
/** Absent while no such limit is set. */
const quota = {
  "RateLimit-Policy": header(
    'Where a limit holds for the call: its name, and how many it allows in how many seconds, as in `"submits";q=600;w=60` (draft-ietf-httpapi-ratelimit-headers-11)',
  ),
  RateLimit: header(
    'How many are left now, and after how many seconds there is one more, as in `"submits";r=42;t=1`',
  ),
};
const retryAfter = {
  "Retry-After": header("Seconds after which the same call may be tried again", "integer"),
};

function failures(row: Operation): Json {
  const codes = [...new Set<ProblemCode>([...row.problems, ...commonProblems(row)])];
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  return Object.fromEntries([...byStatus].map(([status, group]) => [status, failure(group)]));
}

function failure(codes: ProblemCode[]): Json {
  const schema = {
    allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: codes } } }],
  };
  const description = codes.map((code) => `\`${code}\`: ${problems[code].title}`).join("\n\n");
  const headers = codes.flatMap((code) => Object.entries(headersOfProblem[code] ?? {}));
  return {
    description,
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    content: { "application/problem+json": { schema } },
  };
}

const headersOfProblem: { [Code in ProblemCode]?: Json } = {
  "too-many-requests": { ...retryAfter, ...quota },
  unavailable: retryAfter,
};

/** Lists the problems of every operation of this shape; rows list only their own. */
function commonProblems(row: Operation): ProblemCode[] {
  return [
    ...(row.scope === "public" ? [] : (["not-signed-in", "forbidden"] as const)),
    ...(row.method === "get" ? [] : (["foreign-origin"] as const)),
    ...(row.body ? (["bad-request", "too-large", "unsupported-media-type"] as const) : []),
    ...(mayBeLimited(row) ? (["too-many-requests"] as const) : []),
    "invalid-request",
    "internal",
    "unavailable",
  ];
}

/** Whether a call takes tokens: as one of its row, or as one of somebody unknown. */
function mayBeLimited({ limit, scope }: Operation): boolean {
  return limit !== null || scope !== "public";
}

/** Lists a parameter per property of the schema; one with a placeholder stands for a pattern. */
function parameters(place: "path" | "query" | "header", schema: TSchema | undefined): Json[] {
  const {
    properties = {},
    required = [],
    patternProperties = {},
  } = Object(schema) as {
    properties?: Record<string, Json>;
    required?: string[];
    patternProperties?: Record<string, Json>;
  };
  const one = (name: string, inner: Json, needed: boolean) => {
    const { description, ...rest } = inner;
    return { name, in: place, required: needed, description, schema: rest };
  };
  return [
    ...Object.entries(properties).map(([name, inner]) => one(name, inner, required.includes(name))),
    ...Object.values(patternProperties).map((inner) => one("payload.PATH", inner, false)),
  ];
}
