import type { FieldError } from "@formwork/contracts/job";
import type { Operation } from "@formwork/contracts/operations/operation";
import { problems } from "@formwork/contracts/problem";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { createAjv } from "@formwork/contracts/schema/validate";
import { fail } from "@formwork/engine/errors";
import type { TSchema } from "typebox";
import type { Context } from "../context.ts";
import { readBody } from "./read-body.ts";
import { readQuery } from "./read-query.ts";

/** What came in, checked against the row's schemas. */
export type ParsedInput = { params: unknown; query: unknown; headers: unknown; body: unknown };
type Check = (value: unknown) => FieldError[];

const usualBodyLimit = 256 * 1024;
const ajv = createAjv();

/**
 * Makes the reader of a row's requests. All faults of a request are told at once, each with a
 * pointer to its place.
 */
export function inputParser(
  row: Operation,
): (ctx: Context, params: Record<string, string>) => Promise<ParsedInput> {
  const check = {
    params: checker(row.params, "/params"),
    query: checker(row.query, "/query"),
    headers: checker(row.headers, "/headers"),
    body: checker(row.body, ""),
  };
  return async function parseInput(ctx, params) {
    refuseParams(row, check.params(params));
    const { query, faults } = readQuery(new URLSearchParams(ctx.querystring), row.query ?? nothing);
    const headers = pick(ctx.headers, row.headers);
    const early = [...faults, ...check.query(query), ...check.headers(headers)];
    const body =
      row.body === undefined ? undefined : await readBody(ctx.req, row.bodyLimit ?? usualBodyLimit);
    refuseFaults([...early, ...check.body(body)]);
    return { params, query, headers, body };
  };
}

const nothing: TSchema = { type: "object", additionalProperties: false };

function checker(schema: TSchema | undefined, prefix: string): Check {
  if (schema === undefined) return () => [];
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : explain(validate.errors ?? [], { schema, prefix }));
}

/** Only the headers that the row names; the others are none of the handler's business. */
function pick(headers: Context["headers"], schema: TSchema | undefined): Record<string, unknown> {
  const named =
    schema !== undefined && "properties" in schema ? Object.keys(Object(schema.properties)) : [];
  return Object.fromEntries(
    named.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  );
}

/** A name that no thing can have is one that is not there: 404 where the row knows one. */
function refuseParams(row: Operation, faults: FieldError[]): void {
  const missing = row.problems.find((code) => problems[code].status === 404);
  if (faults.length > 0 && missing !== undefined) fail(missing);
  refuseFaults(faults);
}

function refuseFaults(faults: FieldError[]): void {
  const [first, ...others] = faults;
  if (first === undefined) return;
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  fail("invalid-request", `${first.pointer || "The body"} ${first.message}${more}`, faults);
}
