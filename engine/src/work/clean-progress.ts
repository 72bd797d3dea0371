import type { Progress } from "@formwork/contracts/job";
import { oneLine } from "@formwork/contracts/text/one-line";
import { plainText } from "@formwork/contracts/text/plain-text";
import { maxProgressLength } from "./attempt-limits.ts";

/** Limits a report to 0 to 100 percent and to 500 characters in one line. */
export function cleanProgress({ percent, message }: Progress): Progress {
  const limited = Math.min(Math.max(Number.isFinite(percent) ? percent : 0, 0), 100);
  return message === undefined
    ? { percent: limited }
    : { percent: limited, message: readable(String(message)) };
}

function readable(message: string): string {
  return oneLine(plainText(message.slice(0, 4 * maxProgressLength)), maxProgressLength);
}
