import { byClaim, isOnProbation } from "@formwork/engine/store/steps/blame";
import type { Assignment } from "@formwork/engine/work/work";

/**
 * Makes the function that starts attempts. A job that was lost with its worker as often as may be is
 * on probation: of several, one runs after the other, so that the store knows which of them it has
 * to blame when this worker dies too.
 */
export function createProbation() {
  let last: Promise<void> = Promise.resolve();
  return ({ job }: Assignment, run: () => Promise<void>): Promise<void> => {
    if (!isOnProbation(job)) return run();
    last = last.then(run);
    return last;
  };
}

/** Returns assignments in the order in which the store takes those on probation to run. */
export function inOrderOfClaims(assignments: readonly Assignment[]): readonly Assignment[] {
  if (!assignments.some(({ job }) => isOnProbation(job))) return assignments;
  const placeOf = ({ job: { id, startedAt } }: Assignment) => ({
    ...{ id, startedAt: Date.parse(startedAt ?? "") || 0 },
  });
  return assignments.toSorted((a, b) => byClaim(placeOf(a), placeOf(b)));
}
