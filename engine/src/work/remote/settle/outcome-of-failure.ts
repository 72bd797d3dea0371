import { parseDuration } from "@formwork/contracts/duration";
import type { FailWork } from "@formwork/contracts/work";
import { fail } from "../../../errors.ts";
import type { Outcome } from "../../work.ts";

/** Longest wait that a worker may ask for; a longer one would hide the job. */
const maxRetryAfterMs = 30 * 24 * 3_600_000;

/** Returns the outcome of an attempt that its worker reports as failed. */
export function outcomeOfFailure({ error, retry, retryAfter }: FailWork): Outcome {
  const { message, reason = "failed", details } = error;
  return {
    ...{ outcome: "failed", reason, message },
    ...(details === undefined ? {} : { details }),
    ...(retry === false ? { fatal: true } : {}),
    ...(retryAfter === undefined ? {} : { delayMs: retryAfterMs(retryAfter) }),
  };
}

function retryAfterMs(text: string): number {
  const ms = parseDuration(text);
  if (ms <= maxRetryAfterMs) return ms;
  const message = "must be at most 30d";
  return fail("invalid-request", `/retryAfter ${message}`, [
    { pointer: "/retryAfter", message, keyword: "maximum" },
  ]);
}
