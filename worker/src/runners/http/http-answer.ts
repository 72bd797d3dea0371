import type { IncomingHttpHeaders } from "node:http";
import type { HttpRun } from "@formwork/contracts/template";
import type { Outcome } from "@formwork/engine/work/work";
import { fillJson, type Values } from "../placeholders.ts";
import { failed, fatal } from "../runner.ts";
import { isSubset } from "./is-subset.ts";

/** An answer, read to its end: the job's result. */
export type HttpAnswer = { status: number; headers: Record<string, string>; body: unknown };

const longestWaitMs = 3_600_000;

/**
 * The body, or null where it is longer than `cap` bytes; reading stops there and the connection is
 * closed.
 */
export async function readBody(body: AsyncIterable<Buffer>, cap: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > cap) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Headers as a result shows them: one text each, and no cookies, which are secrets. */
export function presentHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const shown = Object.entries(headers).filter(
    ([name, value]) => name !== "set-cookie" && value !== undefined,
  );
  return Object.fromEntries(
    shown.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : String(value)]),
  );
}

/** The body's JSON value where its type says so, else its text. */
export function parseBody(bytes: Buffer, contentType = ""): unknown {
  const text = decode(bytes, /charset="?([\w-]+)/i.exec(contentType)?.[1]);
  if (!/[/+]json\b/i.test(contentType)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * What an answer makes of the attempt: success where it is as expected; else a failure, for good or
 * for now.
 */
export function judge(run: HttpRun, answer: HttpAnswer, values: Values, now: number): Outcome {
  const { status } = answer;
  if (!isExpected(status, fillJson(run.expect?.status, values))) {
    const verdict = isRetryable(run, status) ? failed : fatal;
    const wait = retryAfterMs(answer.headers["retry-after"], now);
    return {
      ...verdict("status", `The answer's status is ${status}`, {
        status,
        body: excerpt(answer.body),
      }),
      ...(wait === null ? {} : { delayMs: wait }),
    };
  }
  const wanted = fillJson(run.expect?.json, values);
  if (wanted === undefined || isSubset(wanted, answer.body))
    return { outcome: "succeeded", result: answer };
  return failed("unexpected-json", "The answer does not contain the expected JSON", {
    expected: wanted,
    body: excerpt(answer.body),
  });
}

/**
 * Milliseconds that `Retry-After` (seconds or a date) asks for, at most an hour; null where it asks
 * for nothing.
 */
function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), longestWaitMs);
}

function isExpected(status: number, expected: unknown): boolean {
  // A placeholder may stand for a number, a text of one, or nothing, which means the default.
  const wanted = [expected]
    .flat()
    .filter((item) => item !== undefined && item !== null && item !== "");
  return wanted.length === 0
    ? status >= 200 && status < 300
    : wanted.some((item) => Number(item) === status);
}

function isRetryable({ retryOn = [] }: HttpRun, status: number): boolean {
  const mended = status < 400 || status >= 500 || [408, 425, 429].includes(status);
  return mended || retryOn.includes(status);
}

function decode(bytes: Buffer, charset = "utf-8"): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString("utf8");
  }
}

/** Enough of a body to see what went wrong. */
function excerpt(body: unknown): string {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return text.length > 500 ? `${text.slice(0, 500).toWellFormed()}…` : text;
}
