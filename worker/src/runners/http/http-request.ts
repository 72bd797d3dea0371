import { randomBytes } from "node:crypto";
import { traceHeaders } from "@formwork/contracts/events/trace-context";
import { type HttpRun, isReservedHeader } from "@formwork/contracts/run";
import { lookUp, placeholder } from "@formwork/contracts/text/placeholders";
import { fail } from "@formwork/engine/errors";
import type { Redact } from "@formwork/engine/work/redact/redact";
import type { Assignment } from "@formwork/engine/work/work";
import { fillHeader, fillPlainText, fillUrl, type Values } from "../placeholders.ts";
import { bodyText } from "./body-text.ts";

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
  const headers: Record<string, string> = {
    ...ownHeaders(assignment),
    ...fillHeaders(run.headers ?? {}, values),
    ...authHeader(run.auth, values),
  };
  const method = run.method ?? "GET";
  const url =
    URL.parse(fillUrl(run.url, values)) ??
    fail(
      "invalid-payload",
      `${run.url} is not a complete address such as https://example.org/health once it is filled in`,
    );
  if (run.body === undefined || method === "GET" || method === "HEAD")
    return { method, url, headers, body: null };
  const type = headers["content-type"] ?? "application/json";
  const body = bodyText(run.body, type, values);
  return { method, url, headers: { ...headers, "content-type": type }, body };
}

/**
 * Returns the request that follows a redirect, null where `location` is not a URL, and `other-origin`
 * where it would show the body to another origin. That one is sent none of the template's headers
 * either: what was meant for the first host alone is not shown to another.
 */
export function redirectRequest(
  { method, url, headers, body }: HttpRequest,
  status: number,
  location: string,
): HttpRequest | "other-origin" | null {
  const next = URL.parse(location, url.href);
  if (next === null) return null;
  const isOther = next.origin !== url.origin;
  const kept = isOther ? neutralHeaders : headers;
  const becomesGet =
    status === 303 ? method !== "HEAD" : method === "POST" && (status === 301 || status === 302);
  if (!becomesGet)
    return isOther && body !== null ? "other-origin" : { method, url: next, headers: kept, body };
  return {
    method: "GET",
    url: next,
    headers: without(kept, ["content-type", "content-length"]),
    body: null,
  };
}

/**
 * Returns the address of a request for a log line, without its query. An address that holds a secret
 * is shown as the template writes it, or of a later request as its origin.
 */
export function urlForLog({ origin, pathname, search }: URL, hidden: string | null): string {
  if (hidden !== null) return hidden;
  return `${origin}${pathname}${search === "" ? "" : "?…"}`;
}

/** Returns true where a placeholder of a text stands for a value that holds a secret. */
export function holdsSecret(text: string, values: Values, redact: Redact): boolean {
  return text.matchAll(placeholder).some(([, path = ""]) => {
    const value = lookUp(path, values);
    return JSON.stringify(redact.value(value)) !== JSON.stringify(value);
  });
}

/** What says nothing about the job, and goes to every host. */
const neutralHeaders = { accept: "*/*", "accept-encoding": "identity", "user-agent": "Formwork" };

function ownHeaders({ job, run, traceparent }: Assignment): Record<string, string> {
  return {
    ...neutralHeaders,
    "idempotency-key": `${job.id}:${run}`,
    ...(traceparent === null ? {} : traceHeaders(childOf(traceparent))),
  };
}

/** Returns a trace with a new span in it (W3C Trace Context). */
function childOf(traceparent: string): string {
  return traceparent.replace(/^(\w\w-\w{32})-\w{16}/, `$1-${randomBytes(8).toString("hex")}`);
}

function fillHeaders(headers: Record<string, string>, values: Values): Record<string, string> {
  const filled = Object.entries(headers).map(([name, text]) => {
    // A template of an older version may still have one.
    if (isReservedHeader(name)) fail("invalid-payload", `The header ${name} cannot be set`);
    return [name.toLowerCase(), fillHeader(name, text, values)] as const;
  });
  return Object.fromEntries(
    filled.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Returns the credentials of a template; none where one of its placeholders has no value. */
function authHeader(auth: HttpRun["auth"], values: Values): { authorization?: string } {
  if (auth === undefined) return {};
  if ("bearer" in auth) {
    const token = fillHeader("Authorization", auth.bearer, values);
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  }
  const { user, password } = auth.basic;
  const [filledUser, filledPassword] = [user, password].map((text) => fillPlainText(text, values));
  if (filledUser?.includes(":"))
    fail("invalid-payload", `${user} holds a colon, which divides user name and password`);
  if (filledUser === "" && filledPassword === "") return {};
  const encoded = Buffer.from(`${filledUser}:${filledPassword}`).toString("base64");
  return { authorization: `Basic ${encoded}` };
}

function without(headers: Record<string, string>, names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
