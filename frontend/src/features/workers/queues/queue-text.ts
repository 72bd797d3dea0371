import type { Queue } from "@formwork/contracts/queue";
import { formatDuration } from "../../../lib/time/time.ts";
import { emptyInText } from "./empty-in.ts";

/** Says how fast jobs come and end, and when none waits any more: "12 in, 40 out a minute · empty in about 4 min". */
export function flowText({
  queued,
  paused,
  perMinute,
}: Pick<Queue, "queued" | "paused" | "perMinute">): string {
  const flow = `${rateText(perMinute.in)} in, ${rateText(perMinute.out)} out a minute`;
  const forecast = paused ? null : emptyInText(queued, perMinute);
  return forecast === null ? flow : `${flow} · ${forecast}`;
}

function rateText(rate: number): string {
  return rate.toLocaleString("en", { maximumFractionDigits: 1 });
}

/** Says how long the job has waited that has waited longest; null where none waits. */
export function oldestText({ oldestDueMs }: Pick<Queue, "oldestDueMs">): string | null {
  return oldestDueMs === null ? null : `oldest waits ${inWholeSeconds(oldestDueMs)}`;
}

/** Says why a queue is paused and by whom: "Paused by you: upgrade of the mail server". */
export function pauseText(
  { pausedBy, reason }: Pick<Queue, "pausedBy" | "reason">,
  nameOf: (userId: string) => string,
): string {
  const by = pausedBy === null ? "Paused" : `Paused by ${nameOf(pausedBy)}`;
  return reason === null || reason === "" ? by : `${by}: ${reason}`;
}

function inWholeSeconds(ms: number): string {
  return ms < 1_000 ? formatDuration(ms) : formatDuration(ms - (ms % 1_000)).replace(".0 s", " s");
}
