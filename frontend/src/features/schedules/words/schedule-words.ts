import type { Schedule } from "@formwork/contracts/schedule";
import { describeDuration } from "../../../forms/widgets/describe-duration.ts";
import { formatInZone } from "./zoned-text.ts";

/** When a schedule fires. */
export type Rhythm = Pick<Schedule, "cron" | "every" | "at" | "timezone">;

/**
 * Returns when a schedule fires in words, "weekdays at 07:00 Europe/Madrid", or null for what has
 * none, such as half an expression. `cron` says what its expression means, if anything; an interval
 * counts real time and has no zone.
 */
export function scheduleWords({ every, at, timezone }: Rhythm, cron: string | null): string | null {
  if (every !== null) {
    const words = withoutOne(describeDuration(every));
    return words === "" ? null : `every ${words}`;
  }
  if (at !== null) return `once, ${formatInZone(at, timezone)} ${timezone}`;
  return cron === null ? null : `${cron} ${timezone}`;
}

/** "1 hour" is "hour" after "every"; "1 hour 30 minutes" stays. */
function withoutOne(words: string): string {
  return words.replace(/^1 (\w+)$/, "$1");
}
