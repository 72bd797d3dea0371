import { randomBytes } from "node:crypto";
import type { HttpRun } from "@formwork/contracts/run";
import { fail } from "@formwork/engine/errors";
import type { Assignment } from "@formwork/engine/work/work";
import { fillHeader, fillJson, fillUrl, type Values } from "../placeholders.ts";

/** A request to send. Header names are lower-case. */
export type HttpRequest = {
  method: NonNullable<HttpRun["method"]>;
  url: URL;
  headers: Record<string, string>;
  body: string | null;
};

/**
 * Creates the request that a template describes. Throws `invalid-payload` where a value cannot
 * stand in place of its placeholder.
 */
export function prepareRequest(run: HttpRun, assignment: Assignment, values: Values): HttpRequest {
  const headers = { ...ownHeaders(assignment), ...fillHeaders(run.headers ?? {}, values) };
  const method = run.method ?? "GET";
  const text = fillUrl(run.url, values);
  const url =
    URL.parse(text) ??
    fail(
      "invalid-payload",
      `"${text}" is not a complete address such as https://example.org/health`,
    );
  if (run.body === undefined || method === "GET" || method === "HEAD")
    return { method, url, headers, body: null };
  return { method, url, ...withBody(fillJson(run.body, values), headers) };
}

/**
 * Returns the request that follows a redirect, or null where `location` is not a URL. Credentials
 * are not sent to another origin.
 */
export function redirectRequest(
  { method, url, headers, body }: HttpRequest,
  status: number,
  location: string,
): HttpRequest | null {
  const next = URL.parse(location, url.href);
  if (next === null) return null;
  const kept =
    next.origin === url.origin
      ? headers
      : without(headers, ["authorization", "cookie", "proxy-authorization", "host"]);
  const becomesGet =
    status === 303 ? method !== "HEAD" : method === "POST" && (status === 301 || status === 302);
  if (!becomesGet) return { method, url: next, headers: kept, body };
  return {
    method: "GET",
    url: next,
    headers: without(kept, ["content-type", "content-length"]),
    body: null,
  };
}

/** Returns the URL for a log line, without its query, which may hold secrets. */
export function urlForLog({ origin, pathname, search }: URL): string {
  return `${origin}${pathname}${search === "" ? "" : "?…"}`;
}

function ownHeaders({ job, run, traceparent }: Assignment): Record<string, string> {
  return {
    accept: "*/*",
    "accept-encoding": "identity",
    "user-agent": "Formwork",
    "idempotency-key": `${job.id}:${run}`,
    ...(traceparent === null ? {} : { traceparent: childOf(traceparent) }),
  };
}

/** Returns the trace context of a new span in the same trace (W3C Trace Context). */
function childOf(traceparent: string): string {
  return traceparent.replace(/^(\w\w-\w{32})-\w{16}/, `$1-${randomBytes(8).toString("hex")}`);
}

function fillHeaders(headers: Record<string, string>, values: Values): Record<string, string> {
  const filled = Object.entries(headers).map(
    ([name, text]) => [name.toLowerCase(), fillHeader(name, text, values)] as const,
  );
  return Object.fromEntries(
    filled.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Encodes the body as JSON, or sends a string as it is where the template names another type. */
function withBody(
  body: unknown,
  headers: Record<string, string>,
): Pick<HttpRequest, "headers" | "body"> {
  const type = headers["content-type"] ?? "application/json";
  const raw = typeof body === "string" && !type.includes("json");
  return {
    headers: { ...headers, "content-type": type },
    body: raw ? body : (JSON.stringify(body) ?? null),
  };
}

function without(headers: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
