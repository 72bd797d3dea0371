import type { Progress } from "@formwork/contracts/job";
import { oneLine } from "@formwork/contracts/text/one-line";
import { plainText } from "@formwork/contracts/text/plain-text";
import { maxProgressLength } from "./attempt-limits.ts";
import { type Redact, redactNothing } from "./redact/redact.ts";

/** Limits a report to 0 to 100 percent and to 500 characters in one line, without secrets. */
export function cleanProgress(
  { percent, message }: Progress,
  redact: Redact = redactNothing,
): Progress {
  const limited = Math.min(Math.max(Number.isFinite(percent) ? percent : 0, 0), 100);
  return message === undefined
    ? { percent: limited }
    : { percent: limited, message: readable(String(message), redact) };
}

const maxReadLength = 4 * maxProgressLength;

function readable(message: string, redact: Redact): string {
  const text = plainText(message.slice(0, maxReadLength));
  // A message of the length that is stored may have been cut to it by who sent it.
  const shown = message.length >= maxProgressLength ? redact.start(text) : redact.text(text);
  return oneLine(shown, maxProgressLength);
}
