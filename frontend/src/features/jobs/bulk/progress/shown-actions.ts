import type { JobActionProgress } from "@formwork/contracts/job-action";

/** How long the result of an action is shown, unless it is closed before. */
const resultMs = 60 * 60_000;
/** Actions at work that are shown; each takes a line of the screen. */
const maxRunning = 3;

/** True for an action that has not ended. */
export function isRunning({ finishedAt }: JobActionProgress): boolean {
  return finishedAt === null;
}

/** Returns the actions to show: those that go on, and the last result of an own one, if it is recent. */
export function shownActions(
  actions: readonly JobActionProgress[],
  { own, now }: { own: readonly string[]; now: number },
): JobActionProgress[] {
  const ended = actions.filter(
    ({ id, finishedAt }) =>
      own.includes(id) && finishedAt !== null && now - Date.parse(finishedAt) < resultMs,
  );
  return [...actions.filter(isRunning).slice(0, maxRunning), ...ended.slice(0, 1)];
}
