import type { Operation } from "../operations/operation.ts";
import {
  type BodyOf,
  type HeadersOf,
  type OperationId,
  operations,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
} from "../operations/operations.ts";
import { addressOf, type Values } from "./address.ts";
import { problemError, transportProblem } from "./problem-error.ts";
import { readReply, rootMessage } from "./read-reply.ts";

/** The HTTP client of browser and command line, typed by the table of operations. */
export type Client = {
  /** Calls an operation. Throws a `ProblemError`, or the signal's reason when it aborts. */
  call: <Id extends JsonId>(id: Id, ...input: Arguments<Input<Id>>) => Promise<ReplyOf<Id>>;
  /** Returns the address of an operation, for links, scripts and event streams. */
  address: <Id extends OperationId>(id: Id, ...place: Arguments<Place<Id>>) => string;
};

/** Operations whose reply is JSON or empty. */
export type JsonId = {
  [Id in OperationId]: (typeof operations)[Id] extends { replyType: unknown } ? never : Id;
}[OperationId];

/** An object with one key; the key is optional where every field of its value is. */
type Part<Key extends string, Value> = [Value] extends [undefined]
  ? unknown
  : Record<string, never> extends Value
    ? { [K in Key]?: Value }
    : { [K in Key]: Value };
type PayloadQuery = { [path: `payload.${string}`]: string };
type FullQuery<Id extends OperationId> = Id extends "jobs.list" | "jobs.stats" | "jobs.export"
  ? QueryOf<Id> & PayloadQuery
  : QueryOf<Id>;
type Place<Id extends OperationId> = Part<"params", ParamsOf<Id>> & Part<"query", FullQuery<Id>>;
export type Input<Id extends OperationId> = Place<Id> &
  Part<"body", BodyOf<Id>> &
  Part<"headers", HeadersOf<Id>> & { signal?: AbortSignal | undefined };
type Arguments<Given> = Record<string, never> extends Given ? [given?: Given] : [given: Given];
type LooseInput = {
  params?: Values;
  query?: Values;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
};

export type ClientOptions = {
  /** Origin of the server; empty for that of the page. */
  baseUrl: string;
  /** Token or API key; a browser uses its cookie instead. */
  token?: string | undefined;
  /** Headers of every call. */
  headers?: Record<string, string>;
  fetch?: typeof globalThis.fetch | undefined;
};

/** Makes the client of one server. */
export function createClient(options: ClientOptions): Client {
  const { baseUrl, token, fetch = globalThis.fetch } = options;
  const root = baseUrl.replace(/\/+$/, "");
  const authorization: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${token}` };

  async function call(
    id: OperationId,
    { params, query, headers, body, signal }: LooseInput = {},
  ): Promise<unknown> {
    const row: Operation = operations[id];
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await send(root + addressOf(id, params, query), {
      method: row.method.toUpperCase(),
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : json),
        ...authorization,
        ...options.headers,
        ...headers,
      },
      credentials: "same-origin",
      signal: signal ?? null,
      ...content,
    });
    return readReply(response, signal);
  }

  async function send(url: string, request: RequestInit): Promise<Response> {
    try {
      return await fetch(url, request);
    } catch (cause) {
      if (request.signal?.aborted) throw request.signal.reason;
      throw problemError(
        transportProblem(
          "unreachable",
          0,
          `No answer from ${root === "" ? "the server" : root}: ${rootMessage(cause)}`,
        ),
      );
    }
  }

  const address = (id: OperationId, place: LooseInput = {}) =>
    root + addressOf(id, place.params, place.query);
  // One untyped function serves all operations; `Client` gives each call the types of its row.
  return { call: call as Client["call"], address: address as Client["address"] };
}

const json = { "content-type": "application/json" };
