import type { JobState } from "@formwork/contracts/states";
import { replay } from "../../steps/transition.ts";
import type { Writes } from "../outbox/writes.ts";
import { baseOf, type JobDocument } from "../record/documents.ts";

/** What is read of a job to tell where it stood after certain writes. */
export type WrittenJob = Pick<
  JobDocument,
  "_id" | "by" | "steps" | "base" | "createdAt" | "priority" | "state"
> & { fixed: JobDocument["fixed"] };

export const writtenFields = {
  ...{ state: 1, by: 1, createdAt: 1, priority: 1, steps: 1, base: 1 },
  ...{ "fixed.template": 1, "fixed.queue": 1 },
} as const;

/** Returns the state of a job now; null once it is deleted. */
export function stateOf({ state }: WrittenJob): JobState | null {
  return state === "deleted" ? null : state;
}

/**
 * Returns the state in which a job was after the last of its steps that is among `writes`; null where
 * it was not there yet, or deleted. Undefined where its document does not tell: it had more steps
 * since then than it keeps, or may have changed its queue.
 */
export function stateAfter(writes: Writes, job: WrittenJob): JobState | null | undefined {
  if (writes.include(job.by)) return stateOf(job);
  const last = job.steps.findLastIndex(({ by }) => writes.include(by));
  if (job.steps.slice(last + 1).some(({ options }) => options !== undefined)) return undefined;
  if (last === -1) return job.base === undefined ? null : undefined;
  const steps = job.steps.slice(0, last + 1);
  if (steps.at(-1)?.c === "delete") return null;
  return replay(baseOf(job, job.base), steps).at(-1)?.standing.state ?? null;
}
