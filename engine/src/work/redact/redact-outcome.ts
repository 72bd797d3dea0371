import { plainText } from "@formwork/contracts/text/plain-text";
import type { Outcome } from "../work.ts";
import { type Redact, redactNothing } from "./redact.ts";

/** More of a text of an error is not read: its message and details are cut far below this. */
const maxTextLength = 64 * 1024;
/** Whoever sent a text of this length may have cut it. */
const maybeCutLength = 4000;

/** Returns an outcome without secrets: in its result, or in the message, reason and details. */
export function redactOutcome(redact: Redact, outcome: Outcome): Outcome {
  if (redact === redactNothing || outcome.outcome === "released") return outcome;
  if (outcome.outcome === "succeeded") return { ...outcome, result: redact.value(outcome.result) };
  const { reason, message, details } = outcome;
  return {
    ...outcome,
    reason: redactText(redact, reason),
    message: redactText(redact, message),
    ...(details === undefined ? {} : { details: redact.value(mapTexts(redact, details)) }),
  };
}

/** Terminal codes are removed first: they may divide a secret, and are removed later anyway. */
function redactText(redact: Redact, text: string): string {
  const plain = plainText(text.slice(0, maxTextLength));
  return text.length >= maybeCutLength ? redact.start(plain) : redact.text(plain);
}

function mapTexts(redact: Redact, value: unknown): unknown {
  if (typeof value === "string") return redactText(redact, value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(redact, item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(redact, item)]),
  );
}
