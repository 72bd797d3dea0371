import type { IncomingHttpHeaders } from "node:http";
import type { HttpRun } from "@formwork/contracts/run";
import type { Redact } from "@formwork/engine/work/redact/redact";
import type { Outcome } from "@formwork/engine/work/work";
import { fillJson, type Values } from "../placeholders.ts";
import { failed, fatal } from "../runner.ts";
import { isSubset } from "./is-subset.ts";
import type { ShownBody } from "./parse-body.ts";
import { retryAfterMs } from "./retry-after.ts";

/** A complete response, which is the job's result. */
export type HttpResponse = { status: number; headers: Record<string, string> } & ShownBody;

/** Reads a body. Returns null, and closes the connection, where it is longer than `maxBytes`. */
export async function readBody(
  body: AsyncIterable<Buffer>,
  maxBytes: number,
): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Returns headers as part of a result: one string each, without cookies, which are secrets. */
export function presentHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const shown = Object.entries(headers).filter(
    ([name, value]) => name !== "set-cookie" && value !== undefined,
  );
  return Object.fromEntries(
    shown.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : String(value)]),
  );
}

/**
 * Returns the outcome of an attempt from its response: success where status and body are those the
 * template expects, else a failure, which some statuses make final.
 */
export function outcomeOfResponse(
  run: HttpRun,
  { json, ...response }: HttpResponse & { json: unknown },
  { values, now, redact }: { values: Values; now: number; redact: Redact },
): Outcome {
  const { status } = response;
  if (!isExpected(run, status, values)) {
    const failure = isRetryable(run, status) ? failed : fatal;
    const delayMs = retryAfterMs(response.headers["retry-after"], now);
    return {
      ...failure("status", `The answer's status is ${status}`, {
        status,
        body: excerpt(response.body, redact),
      }),
      ...(delayMs === null ? {} : { delayMs }),
    };
  }
  const wanted = fillJson(run.expect?.json, values);
  if (wanted === undefined || isSubset(wanted, json))
    return { outcome: "succeeded", result: response };
  return failed("unexpected-json", "The answer does not contain the expected JSON", {
    expected: wanted,
    body: excerpt(response.body, redact),
  });
}

function isExpected(run: HttpRun, status: number, values: Values): boolean {
  const wanted = statusesOf(run, values);
  return wanted.length === 0 ? status >= 200 && status < 300 : wanted.includes(status);
}

/** Returns true for a status that the template names as one that counts as success. */
export function isNamed(run: HttpRun, status: number, values: Values): boolean {
  return statusesOf(run, values).includes(status);
}

/** A placeholder may have become a number, a number as text, or nothing, which is the default. */
function statusesOf({ expect }: HttpRun, values: Values): number[] {
  return [fillJson(expect?.status, values)]
    .flat()
    .filter((item) => item !== undefined && item !== null && item !== "")
    .map(Number);
}

function isRetryable({ retryOn = [] }: HttpRun, status: number): boolean {
  const isTemporary = status < 400 || status >= 500 || [408, 425, 429].includes(status);
  return isTemporary || retryOn.includes(status);
}

const maxExcerptLength = 500;

/** Returns the start of a body, for an error message. */
function excerpt(body: unknown, redact: Redact): string {
  const text = redact.text(typeof body === "string" ? body : JSON.stringify(body));
  return text.length > maxExcerptLength
    ? `${text.slice(0, maxExcerptLength).toWellFormed()}…`
    : text;
}
