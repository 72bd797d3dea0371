import type { Step } from "../../steps/step.ts";
import type { Standing } from "../../steps/transition.ts";
import { rowMaker } from "../connection/row-maker.ts";
import { standingColumns } from "./rows.ts";

/** A step that a commit made, and where its job stands afterwards. */
export type MadeStep = { id: string; step: Step<number>; standing: Standing<number> };
/** A new job that a commit stored, and whether it was due; its steps follow from that. */
export type NewJobMade = { id: string; isDue: boolean };

/**
 * What a commit made, in order and as one flat list: plain values cross between threads at a
 * fraction of the cost of objects. A new job is its id and whether it was due; a step is the job's
 * id, the step and the values of `standingColumns`.
 */
export type MadeList = (Step<number> | Standing<number>[keyof Standing<number>] | boolean)[];

const standingAt = rowMaker(standingColumns);

/** Appends a new job. */
export function addNewJob(list: MadeList, id: string, isDue: boolean): void {
  list.push(id, isDue);
}

/** Appends a step. */
export function addStep(list: MadeList, { id, step, standing }: MadeStep): void {
  list.push(id, step);
  for (const column of standingColumns) list.push(standing[column]);
}

/** Reads such a list. */
export function* readMade(list: MadeList): Generator<MadeStep | NewJobMade> {
  for (let at = 0; at < list.length; ) {
    const id = String(list[at]);
    const next = list[at + 1];
    if (typeof next === "boolean") {
      yield { id, isDue: next };
      at += 2;
    } else {
      // `addStep` wrote them.
      const standing = standingAt(list as never, at + 2) as Standing<number>;
      yield { id, step: next as Step<number>, standing };
      at += 2 + standingColumns.length;
    }
  }
}
