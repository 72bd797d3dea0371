import type { LimitsReport } from "@formwork/contracts/limits";
import type { Queue } from "@formwork/contracts/queue";
import { countText } from "../../../lib/text/count-text.ts";

/** Says what a limit of a queue would do now. */
export function queueEffect(
  { running, queued }: Pick<Queue, "running" | "queued">,
  limit: number | null,
): string {
  if (limit === null) return "As many run as workers have room for.";
  const over = running - limit;
  if (over > 0)
    return `${countText(over, "job")} more than that ${over === 1 ? "runs" : "run"} now and will go on; no other starts until there is room.`;
  if (queued === 0) return "Holds nothing up now.";
  if (over === 0) return `${countText(queued, "waiting job")} would wait for one to end.`;
  const room = -over;
  return room >= queued
    ? "Holds nothing up now."
    : `${room.toLocaleString("en")} of ${countText(queued, "waiting job")} could start now.`;
}

/** Says what a limit of owners would do now. */
export function ownerEffect({ owners, more }: LimitsReport, limit: number | null): string {
  if (limit === null) return "As many jobs of one user run as workers have room for.";
  const over = owners.filter(({ running }) => running > limit);
  const full = owners.filter(({ running }) => running === limit);
  const least = more && over.length + full.length > 0 ? "At least " : "";
  if (over.length > 0)
    return `${least}${ownersText(over.length)} ${over.length === 1 ? "has" : "have"} more jobs running now. They go on; no other of theirs starts until there is room.`;
  if (full.length > 0)
    return `${least}${ownersText(full.length)} ${full.length === 1 ? "runs" : "run"} as many now; further jobs of theirs would wait.`;
  return "Holds nothing up now.";
}

function ownersText(count: number): string {
  return count === 1 ? "1 user" : `${count.toLocaleString("en")} users`;
}
