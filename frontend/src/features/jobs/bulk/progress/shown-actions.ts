import type { JobActionProgress } from "@formwork/contracts/job-action";

/** How long the result of an action is shown, unless it is closed before. */
const resultMs = 60 * 60_000;
/** Actions at work that are shown; each takes a line of the screen. */
const maxRunning = 3;

/** True for an action that has not ended. */
export function isRunning({ finishedAt }: JobActionProgress): boolean {
  return finishedAt === null;
}

/** What decides which actions are shown. */
type Shown = {
  /** Actions of this browser. */
  own: readonly string[];
  now: number;
  /** The action whose progress the page itself shows. */
  onPage: string | null;
};

/**
 * Returns the actions to show above the page: those that go on, and the last result of an own one, if
 * it is recent; none that the page shows.
 */
export function shownActions(
  actions: readonly JobActionProgress[],
  { own, now, onPage }: Shown,
): JobActionProgress[] {
  const others = actions.filter(({ id }) => id !== onPage);
  const ended = others.filter(
    ({ id, finishedAt }) =>
      own.includes(id) && finishedAt !== null && now - Date.parse(finishedAt) < resultMs,
  );
  return [...others.filter(isRunning).slice(0, maxRunning), ...ended.slice(0, 1)];
}
