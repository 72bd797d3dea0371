import type { Schedule } from "@formwork/contracts/schedule";

/** What a person may do with a schedule. */
export type ScheduleAction =
  | "trigger"
  | "edit"
  | "pause"
  | "resume"
  | "skip-next"
  | "backfill"
  | "delete";

const always: readonly ScheduleAction[] = ["backfill", "delete"];

/** Returns the actions that a schedule allows, the most likely first. */
export function allowedActions({
  enabled,
  nextRunAt,
}: Pick<Schedule, "enabled" | "nextRunAt">): ScheduleAction[] {
  const steering: ScheduleAction[] = enabled ? ["pause"] : ["resume"];
  const skipping: ScheduleAction[] = nextRunAt === null ? [] : ["skip-next"];
  return ["trigger", "edit", ...steering, ...skipping, ...always];
}
