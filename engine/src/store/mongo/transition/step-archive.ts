import { type AppliedStep, replay } from "../../transition.ts";
import type { Connection } from "../connection/connection.ts";
import type { OutboxBuffer } from "../outbox/outbox-buffer.ts";
import { baseOf, type JobRecord, storedStanding } from "../record/documents.ts";
import type { PastSteps } from "../record/other-documents.ts";

/** Steps that a document carries before the older ones are filed away, and how many then go. */
const most = 128;
const portion = 64;

/** The steps of long lives: a job that reports progress for a day must not outgrow its document. */
export function createStepArchive({
  connection,
  buffer,
}: {
  connection: Connection;
  buffer: OutboxBuffer;
}) {
  const { jobs, past_steps } = connection.collections;

  /**
   * Moves the oldest steps of a job that has too many and answers it as it is then. A process that
   * dies in between leaves a copy, which is overwritten.
   */
  async function file(job: JobRecord): Promise<JobRecord> {
    const { _id, base } = job;
    if (job.steps.length <= most) return job;
    const steps = job.steps.slice(0, portion);
    const first = (base?.seq ?? 0) + 1;
    const newBase = replay(baseOf(job, base), steps).at(-1)?.standing;
    if (newBase === undefined || newBase.seq > buffer.relayed(job)) return job;
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
    const rest = { $slice: ["$steps", portion, most * most] };
    await connection.ask(() =>
      jobs.updateOne({ _id, ...asBefore }, [
        { $set: { base: { $literal: storedBase }, steps: rest } },
      ]),
    );
    return { ...job, base: storedBase, steps: job.steps.slice(portion) };
  }

  /** All that a job has been through, from the step after `seq` on. */
  async function history(job: JobRecord, seq = 0): Promise<AppliedStep<Date>[]> {
    const kept = replay(baseOf(job, job.base), job.steps);
    if (job.base === undefined || job.base.seq <= seq) return kept;
    const filter = { job: job._id, last: { $gt: seq }, first: { $lte: job.base.seq } };
    const chunks = await connection.ask(() =>
      past_steps.find(filter).sort({ job: 1, first: 1 }).toArray(),
    );
    return [...chunks.flatMap((chunk) => replay(baseOf(job, chunk.base), chunk.steps)), ...kept];
  }
  return { file, history };
}
export type StepArchive = ReturnType<typeof createStepArchive>;
