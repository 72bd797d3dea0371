import type { PruneRun, RetentionPreview, TemplateRetention } from "@formwork/contracts/retention";
import { finalStates } from "@formwork/contracts/states";
import { countText } from "../../../lib/text/count-text.ts";
import { formatDuration } from "../../../lib/time/time.ts";
import { keptForOf } from "./kept-for.ts";

const numbers = new Intl.NumberFormat("en");

type Counted = Pick<RetentionPreview, "jobs" | "more" | "logs" | "moreLogs">;

/** Says what would be removed: "12,400 jobs and 310 logs"; null for nothing. */
export function removalText({ jobs, more, logs, moreLogs }: Counted): string | null {
  const parts = [removedText(jobs, more, "job"), removedText(logs, moreLogs, "log")];
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join(" and ");
}

/** Counts in words: "1 job", "more than 50,000 jobs"; null for none. */
function removedText(count: number, isMore: boolean, noun: string): string | null {
  if (count === 0 && !isMore) return null;
  return `${isMore ? "more than " : ""}${countText(count, noun)}`;
}

/** Says what the last clean-up removed and how long it took. */
export function lastRunText({ jobs, logs, startedAt, finishedAt }: PruneRun): string {
  const removed = removalText({ jobs, logs, more: false, moreLogs: false }) ?? "nothing";
  return `Removed ${removed} in ${formatDuration(Date.parse(finishedAt) - Date.parse(startedAt))}`;
}

/** Formats a day in the browser's time zone: "3 May 2026". */
export function dayText(at: string): string {
  return new Date(at).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
}

/** Says how long something is kept: "30 days", "1 hour", "for ever". */
export function keptForText(duration: string | null): string {
  const { amount, unit } = keptForOf(duration);
  if (unit === "forever") return "for ever";
  return `${numbers.format(Number(amount))} ${amount === "1" ? unit.slice(0, -1) : unit}`;
}

/** Says what a template keeps on its own: "succeeded 7 days, failed for ever". */
export function overrideText(retention: TemplateRetention): string {
  const said = finalStates.flatMap((state) => {
    const duration = retention[state];
    return duration === undefined ? [] : [`${state} ${keptForText(duration)}`];
  });
  return said.length === 0 ? "as the settings say" : said.join(", ");
}
