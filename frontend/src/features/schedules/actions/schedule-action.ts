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
/** What lets the template of a schedule run. */
const runningActions: readonly ScheduleAction[] = ["trigger", "edit", "resume", "backfill"];

/**
 * Returns the actions that a schedule allows, the most likely first; without `mayRun` those that do
 * not let its template run.
 */
export function allowedActions(
  { enabled, nextRunAt }: Pick<Schedule, "enabled" | "nextRunAt">,
  mayRun: boolean,
): ScheduleAction[] {
  const steering: ScheduleAction[] = enabled ? ["pause"] : ["resume"];
  const skipping: ScheduleAction[] = nextRunAt === null ? [] : ["skip-next"];
  const all: ScheduleAction[] = ["trigger", "edit", ...steering, ...skipping, ...always];
  return all.filter((action) => mayRun || !runningActions.includes(action));
}
