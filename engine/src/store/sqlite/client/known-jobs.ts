import type { Job } from "@formwork/contracts/job";
import { createRecentMap } from "../../../runtime/recent-map.ts";
import { initialStanding, replay, type Standing } from "../../steps/transition.ts";
import type { NewJob } from "../../verbs/job-store.ts";
import { type NewJobMade, readMade } from "../commit/made-steps.ts";
import { type FixedRow, fixedRowOf } from "../commit/rows.ts";
import { firstSteps, type PackedJob, packJob } from "../jobs/packed-job.ts";
import type { CommitReport } from "../threads/serve-writes.ts";
import { wholeJob } from "./job-of-row.ts";
import type { BufferedStep } from "./outbox/outbox-buffer.ts";

/** A job on its way to the writer. `standing` is where it stands once it is stored. */
export type Submitted = {
  job: NewJob;
  packed: PackedJob;
  fixed: FixedRow;
  standing: Standing<number> | null;
};

/** Jobs whose fixed part is kept at least, so that their events need no read. */
const minKnown = 3000;

/**
 * What the main side knows of jobs: those on their way to the writer, and the parts that no step
 * changes of those it saw lately. Makes of a commit's report the steps to relay.
 */
export function createKnownJobs() {
  const submitted = new Map<string, Submitted>();
  const known = createRecentMap<FixedRow>(minKnown);

  function submit(job: NewJob): Submitted {
    const packed = packJob(job);
    const fixed = fixedRowOf(packed as Parameters<typeof fixedRowOf>[0]); // Made of such values.
    const entry = { job, packed, fixed, standing: null };
    submitted.set(job.id, entry);
    return entry;
  }

  function settled(entries: Submitted[]): void {
    for (const { job } of entries) submitted.delete(job.id);
  }

  function stepsOf({ now, made }: CommitReport): BufferedStep[] {
    const steps: BufferedStep[] = [];
    for (const one of readMade(made)) {
      if ("isDue" in one) steps.push(...firstStepsOf(one, now));
      else steps.push(one);
    }
    return steps;
  }

  function firstStepsOf({ id, isDue }: NewJobMade, now: number): BufferedStep[] {
    const entry = submitted.get(id);
    if (entry === undefined) throw new Error(`The writer stored ${id}, which was not submitted`);
    const { fixed, job } = entry;
    fixed.createdAt = now;
    known.set(id, fixed);
    const applied = replay(initialStanding(now), firstSteps(job.runAt, isDue, now));
    entry.standing = applied.at(-1)?.standing ?? null;
    return applied.map(({ step, standing }) => ({ id, step, standing, fixed }));
  }
  return {
    submit,
    settled,
    stepsOf,
    learn: (fixed: FixedRow) => known.set(fixed.id, fixed),
    fixedPart: known.get,
  };
}
export type KnownJobs = ReturnType<typeof createKnownJobs>;

/** Returns a job that was stored just now. */
export function storedJob({ job, fixed, standing }: Submitted): Job {
  const now = standing ?? initialStanding(fixed.createdAt);
  return wholeJob(fixed, now, { payload: job.payload, result: null });
}
