import type { JobSummary } from "@formwork/contracts/job";
import type { JobActionName } from "@formwork/contracts/job-action";
import { isFinal, type JobState, jobStates, statesBefore } from "@formwork/contracts/states";

/** The actions that the list offers. */
export const listActions = [
  "cancel",
  "retry",
  "dismiss",
  "delete",
] as const satisfies readonly JobActionName[];
export type ListAction = (typeof listActions)[number];

const statesOf: Record<ListAction, readonly JobState[]> = {
  cancel: statesBefore("cancel"),
  retry: statesBefore("retry"),
  dismiss: statesBefore("dismiss"),
  delete: jobStates.filter(isFinal),
};

/** How many jobs each action would move. */
export type MovableJobs = Record<ListAction, number>;

/** Counts the rows that each action would move. */
export function movableRows(
  rows: readonly Pick<JobSummary, "state" | "dismissedAt">[],
): MovableJobs {
  return countEach(
    (action) =>
      rows.filter(
        ({ state, dismissedAt }) =>
          statesOf[action].includes(state) && (action !== "dismiss" || dismissedAt === null),
      ).length,
  );
}

/** Counts the jobs that each action would move, from the numbers of jobs in each state. */
export function movableInStates(
  byState: Readonly<Record<string, number>>,
  states: readonly JobState[],
): MovableJobs {
  const isAsked = (state: JobState) => states.length === 0 || states.includes(state);
  return countEach((action) =>
    statesOf[action].filter(isAsked).reduce((sum, state) => sum + (byState[state] ?? 0), 0),
  );
}

function countEach(count: (action: ListAction) => number): MovableJobs {
  return {
    cancel: count("cancel"),
    retry: count("retry"),
    dismiss: count("dismiss"),
    delete: count("delete"),
  };
}
