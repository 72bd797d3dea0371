import type { TSchema } from "typebox";
import type { Scope } from "../accounts/account.ts";
import type { Limit } from "../limits.ts";
import type { ProblemCode } from "../problem.ts";
import { duration, line, type Page, page } from "../shapes.ts";
import { Type } from "../typebox.ts";

/** Groups of operations, in the order in which the API documentation lists them. */
export const tags = [
  "account",
  "users",
  "api-keys",
  "templates",
  "jobs",
  "dead-letters",
  "actions",
  "views",
  "schedules",
  "queues",
  "workers",
  "events",
  "settings",
  "audit",
  "secrets",
  "work",
  "dev",
] as const;

/**
 * One row of the table of operations: a method at a path, and every rule about it. Routes, input
 * validation, OpenAPI, the client and the command line are derived from the row.
 */
export type Operation = {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** Path with `:name` parameters, `base` included. */
  path: string;
  /** What it does, in one line of the API documentation. */
  summary: string;
  tag: (typeof tags)[number];
  /** Permission the caller needs; `public` needs none. */
  scope: Scope;
  /**
   * Token bucket that a call takes a token from; `null` takes none. `requests` when absent, or
   * `subscriptions` for a stream of events.
   */
  limit: Limit | null;
  /** Property of the body, a list or a number, that says how many tokens a call takes. */
  tokensIn?: string;
  /** Property of the reply that says how many tokens a call took, where only its work shows that. */
  tokensOut?: string;
  /** How the audit log names a call. Every operation that is not a GET has one. */
  audit?: Audit;
  status: 200 | 201 | 202 | 204;
  /**
   * A cookie that a call without a token is judged by, other than that of the session. With it, too,
   * the call has to come from a page of this server.
   */
  cookie?: "refresh" | "provider";
  /**
   * Whether services of this installation alone may call, which show that they have its secret. Their
   * token is of no user, so that `scope` is `public`.
   */
  forServices?: true;
  /**
   * Address of what a call makes, without `base`: the header `Location`. `:name` stands for a field of
   * the reply, and `:user.id` for one of an object in it.
   */
  makes?: `/${string}`;
  /** What a call concerns that may be foreign to its caller, by which it is narrowed or refused. */
  concerns: Concern;
  /** Where the caller has to be allowed to run the template as well, not only to see it. */
  right?: "run";
  /**
   * Fields of the reply that change whenever it does, of which its `ETag` is made. A read answers 304 to
   * who has it already.
   */
  version?: readonly string[];
  /** The read whose `ETag` a write compares with `If-Match` and `If-None-Match`. */
  matches?: "templates.get" | "jobs.get";
  /** A second status the operation may answer with, and when. */
  also?: { status: 200 | 204; when: string };
  params?: TSchema;
  query?: TSchema;
  headers?: TSchema;
  /** A secret in it is `writeOnly`: the command line takes it from stdin or a file alone. */
  body?: TSchema;
  /** List in the body whose items are refused one by one, beside those that are good. */
  itemsIn?: string;
  /** What each item of that list has to be; for the documentation, as the engine checks them. */
  item?: TSchema;
  /** Largest body in bytes; `defaultBodyLimit` when absent. */
  bodyLimit?: number;
  reply?: TSchema;
  /** Media type of a reply that is not JSON; where there are several, the handler chooses one. */
  replyType?:
    | "text/event-stream"
    | "text/javascript"
    | readonly ["text/csv", "application/x-ndjson"];
  /** What each kind of event of an event stream carries. */
  streams?: Readonly<Record<string, TSchema>>;
  /**
   * True where the reply may take up to half a minute. The handler's signal then also aborts when the
   * server stops or the caller loses its permission, and what the handler returns is still sent.
   */
  waits?: true;
  /** Refusals of its own, besides those that every operation of its shape has. */
  problems: readonly ProblemCode[];
};

/**
 * What a call concerns. Of one object, and where its name is found: `template`, `job`, `schedule`,
 * `action`: in the path. Of several: `list`: the handler lists those that the caller sees; `input`: in
 * the body, which the engine judges; `claim`, `lease`: in the body of a remote worker. Of none that
 * could be foreign: `self`: what belongs to the caller alone; `house`: what belongs to all. A key that
 * is limited to some templates may do nothing about the house, nor act on many jobs.
 */
export type Concern =
  | "template"
  | "job"
  | "schedule"
  | "action"
  | "list"
  | "input"
  | "claim"
  | "lease"
  | "self"
  | "house";

/** Action under which each call is recorded, or the reason why no call is. */
export type Audit = `${string}.${string}` | { unrecorded: string };

/** Largest body of an operation that names no limit, in bytes. */
export const defaultBodyLimit = 256 * 1024;

/** Path of the API's first version, before every operation. */
export const base = "/api/v1";

/** What every constructor fills in; a row may set each of them itself. */
type Defaulted = "limit" | "status" | "problems";
type Columns = Omit<Operation, "method" | "path" | Defaulted> & Partial<Operation>;
/** The columns of a row, and no property that is none. */
type Exact<Row> = Row & { [Key in Exclude<keyof Row, keyof Operation>]: never };
/** A row that keeps the types of its own schemas, so that inputs and replies can be typed. */
type Typed<Row> = Pick<Operation, "method" | "path" | Defaulted> & Row;

/** Makes the constructor of rows of one method; `path` is given without `base`. */
function constructorOf(method: Operation["method"], status: Operation["status"]) {
  return <const Row extends Columns>(path: string, row: Exact<Row>): Typed<Row> => ({
    method,
    path: base + path,
    limit: row.replyType === "text/event-stream" ? "subscriptions" : "requests",
    status,
    problems: [],
    ...row,
  });
}

/** Makes the row of a read. */
export const get = constructorOf("get", 200);
/** Makes the row of an action, or with `status: 201` of a creation. */
export const post = constructorOf("post", 200);
/** Makes the row of a write that names what it creates or replaces. */
export const put = constructorOf("put", 200);
/** Makes the row of a write that changes only what it names. */
export const patch = constructorOf("patch", 200);
/** Makes the row of a removal. */
export const remove = constructorOf("delete", 204);

/** Makes the row of a list that answers in pages of `item`; its query includes `paging`. */
export function listOf<Item extends TSchema, const Row extends Columns>(
  item: Item,
  path: string,
  row: Exact<Row>,
): Typed<Row & { reply: Page<Item> }> {
  return get(path, { ...row, reply: page(item) });
}

/** The header by which a request that makes something is repeated safely; `holds` says for how long. */
export function idempotencyHeaders(holds: string) {
  return Type.Object({
    "idempotency-key": Type.Optional(
      line({
        minLength: 1,
        maxLength: 200,
        description: `Makes a repeated request safe: it returns what the first one made. ${holds}`,
      }),
    ),
  });
}

/** The header by which a read is answered with 304 where nothing has changed. */
export const freshHeaders = Type.Object({
  "if-none-match": Type.Optional(
    Type.String({
      maxLength: 1000,
      description: "ETag of what the caller has: 304 where it still is",
    }),
  ),
});

/** The headers by which a write is refused with 412 where what it replaces has changed. */
export const matchHeaders = Type.Object({
  "if-match": Type.Optional(
    Type.String({ maxLength: 1000, description: "ETag of what is to be replaced; * for anything" }),
  ),
  "if-none-match": Type.Optional(
    Type.String({ maxLength: 1000, description: "* where there must be nothing to replace" }),
  ),
});

/** When a request that makes something answers as one that repeats it. */
export const repeated = {
  status: 200,
  when: "the Idempotency-Key was seen before with the same body",
} as const;

/** Longest wait of a request for the end of a job, in milliseconds: less than proxies wait. */
export const maxEndWaitMs = 60_000;

/** The header by which a request asks for what it could do without (RFC 7240). */
export const preferHeaders = {
  prefer: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        "`wait=N`: how many seconds to wait for the end of the job, at most 60; `wait` in the query comes first",
    }),
  ),
};

/** Query parameter of rows that answer with a job. */
export const waiting = {
  wait: Type.Optional(
    duration(
      "How long to wait for the end of the job, at most 60s; the reply is the job as it is by then",
    ),
  ),
};

/** Query parameters of every list. */
export const paging = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 500, default: 50, description: "Rows of a page" }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: "`next` of the page before" })),
};
