import { defaultBodyLimit, type Operation } from "@formwork/contracts/operations/operation";
import { type FieldError, problems } from "@formwork/contracts/problem";
import { explain } from "@formwork/contracts/schema/explain/explain";
import { objectAt } from "@formwork/contracts/schema/schema-tree";
import { compileOnce } from "@formwork/contracts/schema/validate";
import { fail } from "@formwork/engine/errors";
import type { TSchema } from "typebox";
import type { Context } from "../context.ts";
import { type ItemFaults, splitItemFaults } from "./body/item-faults.ts";
import { createLargeBodies } from "./body/large-bodies.ts";
import { readBody } from "./body/read-body.ts";
import { readQuery } from "./read-query.ts";

/** The input of a request, validated against the row's schemas. */
export type ParsedInput = {
  params: unknown;
  query: unknown;
  headers: unknown;
  body: unknown;
  /** Faults of the items that the row refuses one by one. */
  itemFaults: ItemFaults;
};
type Validate = (value: unknown) => FieldError[];

const largeBodies = createLargeBodies();

/**
 * Makes the parser of an operation's requests. Refuses with one error that lists every fault of a
 * request, each with its pointer.
 */
export function inputParser(
  row: Operation,
): (ctx: Context, params: Record<string, string>) => Promise<ParsedInput> {
  const validate = {
    params: validatorOf(row.params, "/params"),
    query: validatorOf(row.query ?? emptyObject, "/query"),
    headers: validatorOf(row.headers, "/headers"),
    body: validatorOf(row.body ?? emptyObject, ""),
  };
  const limit = row.bodyLimit ?? defaultBodyLimit;
  const maxItems = row.itemsIn === undefined ? undefined : maxItemsOf(row.body, row.itemsIn);
  return async function parseInput(ctx, params) {
    refuseParams(row, validate.params(params));
    const { query, faults } = readQuery(
      new URLSearchParams(ctx.querystring),
      row.query ?? emptyObject,
    );
    const headers = pickHeaders(ctx.headers, row.headers);
    const faultsBeforeBody = [...faults, ...validate.query(query), ...validate.headers(headers)];
    const { value: body, faults: bodyFaults } = await readBody(ctx.req, {
      limit,
      // An item is no larger than a request of its own could be.
      maxPartBytes: row.itemsIn === undefined ? limit : defaultBodyLimit,
      maxItems,
      large: () => largeBodies(ctx),
    });
    const { itemFaults, others } = splitItemFaults(bodyFaults, row.itemsIn);
    refuseFaults([...faultsBeforeBody, ...others, ...validate.body(body)]);
    return { params, query, headers, body, itemFaults };
  };
}

/** What a row takes that has no schema for it: nothing, or an object without fields. */
const emptyObject: TSchema = { type: "object", additionalProperties: false };

/** Returns how many items a list of the body may have. */
function maxItemsOf(body: TSchema | undefined, list: string): number | undefined {
  const { maxItems } = objectAt(objectAt({ ...body }, "properties"), list);
  return typeof maxItems === "number" ? maxItems : undefined;
}

function validatorOf(schema: TSchema | undefined, prefix: string): Validate {
  if (schema === undefined) return () => [];
  const validator = compileOnce(schema);
  return (value) => {
    const isValid = validator();
    return isValid(value) ? [] : explain(isValid.errors ?? [], { schema, prefix });
  };
}

/** Returns the headers that the row names. */
function pickHeaders(
  headers: Context["headers"],
  schema: TSchema | undefined,
): Record<string, unknown> {
  const named =
    schema !== undefined && "properties" in schema ? Object.keys(Object(schema.properties)) : [];
  return Object.fromEntries(
    named.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  );
}

/**
 * Refuses an invalid name or id with the 404 of the row, since nothing can have it. A PUT that makes
 * what it names says what is wrong with the name.
 */
function refuseParams(row: Operation, faults: FieldError[]): void {
  const makes = row.method === "put" && row.status === 201;
  const missing = makes ? undefined : row.problems.find((code) => problems[code].status === 404);
  if (faults.length > 0 && missing !== undefined) fail(missing);
  refuseFaults(faults);
}

function refuseFaults(faults: FieldError[]): void {
  const [first, ...others] = faults;
  if (first === undefined) return;
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  fail("invalid-request", `${first.pointer || "The body"} ${first.message}${more}`, faults);
}
