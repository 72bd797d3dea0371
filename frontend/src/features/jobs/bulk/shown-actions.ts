import type { JobActionProgress } from "@formwork/contracts/job-action";

/** How long the result of an action is shown to who made it, unless it is closed before. */
const resultMs = 60 * 60_000;
/** Actions at work that are shown; each takes a line of the screen. */
const maxRunning = 3;

/**
 * Returns the actions to show: those that go on, and one's own last result, if it is neither closed
 * nor old.
 */
export function shownActions(
  actions: readonly JobActionProgress[],
  { me, closed, now }: { me: string; closed: readonly string[]; now: number },
): JobActionProgress[] {
  const running = actions.filter(({ finishedAt }) => finishedAt === null);
  const ended = actions.find(
    ({ createdBy, finishedAt }) => createdBy === me && finishedAt !== null,
  );
  const isNews =
    ended !== undefined &&
    !closed.includes(ended.id) &&
    now - Date.parse(ended.finishedAt ?? "") < resultMs;
  return [...running.slice(0, maxRunning), ...(isNews ? [ended] : [])];
}
