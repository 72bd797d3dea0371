import type { Schedule } from "@formwork/contracts/schedule";

/** True for a schedule that Formwork has paused, so that a person has to act. */
export function needsAttention({
  enabled,
  pausedBy,
  pausedReason,
}: Pick<Schedule, "enabled" | "pausedBy" | "pausedReason">): boolean {
  return !enabled && pausedBy === null && pausedReason !== null;
}
