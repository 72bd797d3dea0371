import type { IncomingHttpHeaders } from "node:http";
import { faultInLine, parseJson } from "@formwork/contracts/json/parse-json";
import type { HttpRun } from "@formwork/contracts/run";
import type { Outcome } from "@formwork/engine/work/work";
import { fillJson, type Values } from "../placeholders.ts";
import { failed, fatal } from "../runner.ts";
import { isSubset } from "./is-subset.ts";

/** A complete response, which is the job's result. */
export type HttpResponse = { status: number; headers: Record<string, string>; body: unknown };

const maxRetryDelayMs = 3_600_000;

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
 * A body as part of a result. `inexact` says why it is kept as its text although it is JSON: a value
 * of it would be changed. `json` is what the template's expectation is compared with.
 */
export type ParsedBody = { body: unknown; json: unknown; inexact: string | null };

/** Returns the JSON value of a body whose content type is JSON, else its text. */
export function parseBody(bytes: Buffer, contentType = ""): ParsedBody {
  const text = decode(bytes, /charset="?([\w-]+)/i.exec(contentType)?.[1]);
  const asText = { body: text, json: text, inexact: null };
  if (!/[/+]json\b/i.test(contentType)) return asText;
  try {
    const { value, faults } = parseJson(text);
    const [first] = faults;
    return first === undefined
      ? { body: value, json: value, inexact: null }
      : { ...asText, json: value, inexact: faultInLine(first) };
  } catch {
    return asText;
  }
}

/**
 * Returns the outcome of an attempt from its response: success where status and body are those the
 * template expects, else a failure, which some statuses make final.
 */
export function outcomeOfResponse(
  run: HttpRun,
  { json, ...response }: HttpResponse & { json: unknown },
  values: Values,
  now: number,
): Outcome {
  const { status } = response;
  if (!isExpected(status, fillJson(run.expect?.status, values))) {
    const failure = isRetryable(run, status) ? failed : fatal;
    const delayMs = retryAfterMs(response.headers["retry-after"], now);
    return {
      ...failure("status", `The answer's status is ${status}`, {
        status,
        body: excerpt(response.body),
      }),
      ...(delayMs === null ? {} : { delayMs }),
    };
  }
  const wanted = fillJson(run.expect?.json, values);
  if (wanted === undefined || isSubset(wanted, json))
    return { outcome: "succeeded", result: response };
  return failed("unexpected-json", "The answer does not contain the expected JSON", {
    expected: wanted,
    body: excerpt(response.body),
  });
}

/**
 * Returns the delay that a `Retry-After` header (seconds or a date) asks for, in milliseconds and
 * at most an hour, or null where it has no valid value.
 */
function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), maxRetryDelayMs);
}

function isExpected(status: number, expected: unknown): boolean {
  // A placeholder may have become a number, a number as text, or nothing, which is the default.
  const wanted = [expected]
    .flat()
    .filter((item) => item !== undefined && item !== null && item !== "");
  return wanted.length === 0
    ? status >= 200 && status < 300
    : wanted.some((item) => Number(item) === status);
}

function isRetryable({ retryOn = [] }: HttpRun, status: number): boolean {
  const isTemporary = status < 400 || status >= 500 || [408, 425, 429].includes(status);
  return isTemporary || retryOn.includes(status);
}

function decode(bytes: Buffer, charset = "utf-8"): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString("utf8");
  }
}

const maxExcerptLength = 500;

/** Returns the start of a body, for an error message. */
function excerpt(body: unknown): string {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return text.length > maxExcerptLength
    ? `${text.slice(0, maxExcerptLength).toWellFormed()}…`
    : text;
}
