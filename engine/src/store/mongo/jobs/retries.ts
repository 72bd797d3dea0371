import type { JobState } from "@formwork/contracts/states";
import { decideRetry, type UnmetTarget, wasQueued } from "../../steps/decide-retry.ts";
import type { Step } from "../../steps/step.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobRecord, present } from "../record/documents.ts";
import { unannounced } from "../record/new-job.ts";
import type { Move } from "../transition/transition-writer.ts";

type Decided = Omit<Move, "job"> | { unmet: UnmetTarget };

/**
 * Decides about retries by what the jobs are now that the retried ones depend on. One that ends
 * after it was read here is found by staging, as for a new job.
 */
export function createRetries({ connection }: { connection: Connection }) {
  const { jobs } = connection.collections;

  /** Reads what `retried` depend on; returns the function that decides about each of them. */
  return async function read(retried: readonly JobRecord[]) {
    const states = await statesOf(retried.flatMap(targetsOf));
    return (job: JobRecord, step: Step<Date>): Decided => {
      const targets = targetsOf(job).map((id) => ({ id, state: states.get(id) }));
      const decided = decideRetry(retriedOf(job), targets, step.at.getTime());
      if (decided.cause === "unmet") return { unmet: decided.target };
      states.set(job._id, "queued"); // For those of the same call that depend on it.
      if (decided.cause === "retry") return { steps: [{ ...step, c: "retry" }] };
      const { cause, due, waitsFor } = decided;
      return {
        steps: [{ ...step, c: cause, ...(due !== undefined && { due: new Date(due) }) }],
        ...(waitsFor.length > 0 && { extra: { waitsFor: [...waitsFor, unannounced] } }),
      };
    };
  };

  async function statesOf(ids: string[]): Promise<Map<string, JobState>> {
    if (ids.length === 0) return new Map();
    const wanted = [...new Set(ids)];
    const options = { projection: { state: 1 }, batchSize: wanted.length + 1 };
    const found = await connection.ask(() =>
      jobs
        .find<Pick<JobRecord, "_id" | "state">>({ _id: { $in: wanted }, state: present }, options)
        .toArray(),
    );
    return new Map(found.map(({ _id, state }) => [_id, state]));
  }
}

/** Lists the jobs that a job depends on. */
export function targetsOf(job: JobRecord | undefined): string[] {
  return job === undefined ? [] : [...new Set(job.fixed.dependsOn)];
}

/** Steps that lie in `past_steps` are not read: a job with so many was queued. */
function retriedOf({ state, runAt, failures, fixed, steps, base, startedAt }: JobRecord) {
  const { onDependencyFailure } = fixed;
  const isOld = base !== undefined || startedAt !== undefined;
  const due = runAt.getTime();
  return { state, runAt: due, failures, onDependencyFailure, wasQueued: isOld || wasQueued(steps) };
}
