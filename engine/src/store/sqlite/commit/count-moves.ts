import { leavesEnding } from "../../steps/ending.ts";
import type { Step } from "../../steps/step.ts";
import type { Standing } from "../../steps/transition.ts";
import { type Commit, count, tally, tallyActive, tallyEnding } from "./commit.ts";
import { optionsOf } from "./options-writer.ts";
import type { JobRow } from "./rows.ts";

/** A step of a job, and where the job stands after it. */
type Made = { row: JobRow; step: Step<number>; standing: Standing<number> };

/**
 * Counts jobs in their new states and queues instead of the old ones. Neighbours that move alike, as
 * most do, are counted at once.
 */
export function countMoves(
  commit: Commit,
  moves: readonly Omit<Made, "standing">[],
  standings: readonly Standing<number>[],
): void {
  let first: Made | undefined;
  let jobs = 0;
  for (const [index, { row, step }] of moves.entries()) {
    const standing = standings[index] ?? row;
    if (first === undefined || !isAlike(first, row, step, standing)) {
      if (first !== undefined) countAlike(commit, first, jobs);
      first = { row, step, standing };
      jobs = 0;
    }
    jobs++;
  }
  if (first !== undefined) countAlike(commit, first, jobs);
}

function isAlike(one: Made, row: JobRow, step: Step<number>, standing: Standing<number>): boolean {
  return (
    one.step.c === step.c &&
    one.row.state === row.state &&
    one.standing.state === standing.state &&
    one.row.template === row.template &&
    one.row.queue === row.queue &&
    one.row.createdBy === row.createdBy &&
    one.standing.options === one.row.options &&
    standing.options === row.options
  );
}

function countAlike(commit: Commit, made: Made, jobs: number): void {
  const { row, step, standing } = made;
  const queue = standing.options === row.options ? row.queue : optionsOf(standing).queue;
  const isDeleted = step.c === "delete";
  if (!isDeleted && standing.state === row.state && queue === row.queue) return;
  count(commit, row, row.state, -jobs);
  if (isDeleted) return;
  count(commit, { template: row.template, queue }, standing.state, jobs);
  tally(commit, row.state, row.queue, -jobs);
  tally(commit, standing.state, queue, jobs);
  tallyOwner(commit, made, jobs);
}

/** A job whose attempt is ending still is one of its owner's. */
function tallyOwner(commit: Commit, { row, step, standing }: Made, jobs: number): void {
  const isEnding = leavesEnding(row, step);
  if (isEnding) tallyEnding(commit, row.queue, jobs);
  const active = Number(standing.state === "running") - Number(row.state === "running");
  if (!isEnding && active !== 0) tallyActive(commit, row.createdBy, active * jobs);
}
