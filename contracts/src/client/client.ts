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
import { addressOf, type Words } from "./address.ts";
import { foreignProblem, problemError } from "./problem-error.ts";
import { readReply, said } from "./read-reply.ts";

/**
 * The one HTTP client, for browser and command line. Its types are read off the table of
 * operations.
 */
export type Client = {
  /** Calls an operation. Throws a `ProblemError`; an aborted call throws the signal's reason. */
  call: <Id extends JsonId>(id: Id, ...input: Arguments<Input<Id>>) => Promise<ReplyOf<Id>>;
  /** Address of an operation, for links, scripts and event streams. */
  address: <Id extends OperationId>(id: Id, ...place: Arguments<Place<Id>>) => string;
};

/** Operations that answer with JSON or nothing. */
export type JsonId = {
  [Id in OperationId]: (typeof operations)[Id] extends { replyType: string } ? never : Id;
}[OperationId];

/**
 * A key that is there only where its value is, and may be left out where every field of the value
 * may.
 */
type Part<Key extends string, Value> = [Value] extends [undefined]
  ? unknown
  : Record<string, never> extends Value
    ? { [K in Key]?: Value }
    : { [K in Key]: Value };
type PayloadQuery = { [path: `payload.${string}`]: string };
type FullQuery<Id extends OperationId> = Id extends "jobs.list"
  ? QueryOf<Id> & PayloadQuery
  : QueryOf<Id>;
type Place<Id extends OperationId> = Part<"params", ParamsOf<Id>> & Part<"query", FullQuery<Id>>;
export type Input<Id extends OperationId> = Place<Id> &
  Part<"body", BodyOf<Id>> &
  Part<"headers", HeadersOf<Id>> & { signal?: AbortSignal | undefined };
type Arguments<Given> = Record<string, never> extends Given ? [given?: Given] : [given: Given];
type LooseInput = {
  params?: Words;
  query?: Words;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
};

export type ClientOptions = {
  /** Origin of the server; empty for the page's own. */
  baseUrl: string;
  /** Token or API key; a browser goes by its cookie instead. */
  token?: string | undefined;
  fetch?: typeof globalThis.fetch | undefined;
};

/** Makes the client of one server. */
export function createClient({ baseUrl, token, fetch = globalThis.fetch }: ClientOptions): Client {
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
        foreignProblem(
          "unreachable",
          0,
          `No answer from ${root === "" ? "the server" : root}: ${said(cause)}`,
        ),
      );
    }
  }

  const address = (id: OperationId, place: LooseInput = {}) =>
    root + addressOf(id, place.params, place.query);
  // The loose functions serve all operations alike; the strict type of each call is read off its
  // row.
  return { call: call as Client["call"], address: address as Client["address"] };
}

const json = { "content-type": "application/json" };
