import { restoreOptions } from "../../steps/job-options.ts";
import { type AppliedStep, replay } from "../../steps/transition.ts";
import type { Connection } from "../connection/connection.ts";
import type { OutboxBuffer } from "../outbox/outbox-buffer.ts";
import { baseOf, type JobRecord, storedStanding } from "../record/documents.ts";
import type { PastSteps } from "../record/other-documents.ts";

/** Steps that a document keeps at most; beyond, the oldest `archivedAtOnce` are archived. */
const maxKeptSteps = 128;
const archivedAtOnce = 64;
/** More steps than any document has. */
const allSteps = maxKeptSteps ** 2;

/**
 * Moves old steps of a job to `past_steps`, so that a job which reports progress for days does not
 * outgrow its document.
 */
export function createStepArchive({
  connection,
  buffer,
}: {
  connection: Connection;
  buffer: OutboxBuffer;
}) {
  const { jobs, past_steps } = connection.collections;

  /**
   * Archives the oldest steps of a job that has too many, once they are relayed; returns the job as
   * it is then. A process that dies in between leaves a copy, which the next one overwrites.
   */
  async function archiveOldSteps(job: JobRecord): Promise<JobRecord> {
    const { _id, base } = job;
    if (job.steps.length <= maxKeptSteps) return job;
    const steps = job.steps.slice(0, archivedAtOnce);
    const first = (base?.seq ?? 0) + 1;
    const newBase = replay(baseOf(job, base), steps).at(-1)?.standing;
    if (newBase === undefined || newBase.seq > buffer.lastRelayedSeq(job)) return job;
    const storedBase = storedStanding(newBase);
    const chunk: Omit<PastSteps, "_id"> = {
      job: _id,
      first,
      last: newBase.seq,
      steps,
      ...(base === undefined ? {} : { base }),
    };
    await connection.ask(() =>
      past_steps.updateOne({ _id: `${_id}:${first}` }, { $set: chunk }, { upsert: true }),
    );
    const asBefore = base === undefined ? { base: { $exists: false } } : { "base.seq": base.seq };
    const rest = { $slice: ["$steps", archivedAtOnce, allSteps] };
    await connection.ask(() =>
      jobs.updateOne({ _id, ...asBefore }, [
        { $set: { base: { $literal: storedBase }, steps: rest } },
      ]),
    );
    return { ...job, base: storedBase, steps: job.steps.slice(archivedAtOnce) };
  }

  /** Returns the steps of a job from the one after `seq` on, and some before it. */
  async function readSteps(job: JobRecord, seq = 0): Promise<AppliedStep<Date>[]> {
    const kept = replay(baseOf(job, job.base), job.steps);
    if (job.base === undefined || job.base.seq <= seq) return restoreOptions(kept);
    const filter = { job: job._id, last: { $gt: seq }, first: { $lte: job.base.seq } };
    const chunks = await connection.ask(() =>
      past_steps.find(filter).sort({ job: 1, first: 1 }).toArray(),
    );
    const past = chunks.flatMap((chunk) => replay(baseOf(job, chunk.base), chunk.steps));
    return restoreOptions([...past, ...kept]);
  }
  return { archiveOldSteps, readSteps };
}
export type StepArchive = ReturnType<typeof createStepArchive>;
