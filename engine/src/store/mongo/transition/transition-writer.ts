import type { mongo } from "mongoose";
import type { Step } from "../../steps/step.ts";
import { after, type Standing } from "../../steps/transition.ts";
import type { Connection } from "../connection/connection.ts";
import { isDuplicate } from "../connection/duplicate-key.ts";
import type { OutboxBuffer } from "../outbox/outbox-buffer.ts";
import type { Watermarks } from "../outbox/watermarks.ts";
import { type JobDocument, type JobRecord, readStanding } from "../record/documents.ts";
import type { StoredStep } from "../record/stored-step.ts";
import {
  type Change,
  changeKey,
  changeOf,
  type Extra,
  pipelineOf,
  updateOf,
} from "./document-update.ts";
import type { StepArchive } from "./step-archive.ts";

/** Steps to make of one job. */
export type Move = {
  /** The job as it was read. The move is made only if no step was written since. */
  job: JobRecord;
  steps: Step<Date>[];
  /** A further condition on the document. */
  fence?: mongo.Filter<JobDocument>;
  /** Changes beside those that follow from the steps. */
  extra?: Extra;
  /** Starts a lease of this length, in milliseconds, by the server's clock. */
  leaseMs?: number;
};

type WriterDeps = {
  connection: Connection;
  watermarks: Watermarks;
  buffer: OutboxBuffer;
  archive: StepArchive;
};
/** Jobs that change alike, and so share a statement. */
type Group = {
  filter: mongo.Filter<JobDocument>;
  change: Change;
  leaseMs: number | undefined;
  ids: string[];
};

/**
 * Writes moves: the fields that change, the steps, and the number of the write, by which watermarks
 * tell whether its events are on the bus, all in one update of one document. Jobs that change alike
 * share a statement, and all statements share a round trip.
 *
 * `seq` is the version of a document: a move is made only if `seq` is still what it was when the job
 * was read. A caller that lost a race reads again, or gives up.
 */
export function createTransitionWriter({ connection, watermarks, buffer, archive }: WriterDeps) {
  const { jobs } = connection.collections;

  /** Makes the moves that still can be made; returns those jobs as they are afterwards, by id. */
  async function write(moves: Move[]): Promise<Map<string, JobRecord>> {
    if (moves.length === 0) return new Map();
    const by = watermarks.beginWrite();
    try {
      const written = await writeAs(by, moves);
      for (const job of written) buffer.add(job);
      watermarks.endWrite(by);
      const archived = await Promise.all(written.map(archive.archiveOldSteps));
      return new Map(archived.map((job) => [job._id, job]));
    } catch (error) {
      watermarks.loseWrite(by);
      throw error;
    }
  }

  async function writeAs(by: number, moves: Move[]): Promise<JobRecord[]> {
    const now = connection.time.now();
    const groups = new Map<string, Group>();
    const outcomes = moves.map((move) => {
      const { job, extra, leaseMs } = move;
      const steps = move.steps.map((step): StoredStep => ({ ...step, by }));
      const standing = steps.reduce<Standing<Date>>(after, readStanding(job));
      const change = changeOf(job, standing, { ...extra, by }, steps);
      addToGroup(groups, move, change);
      return changedJob(
        job,
        standing,
        change,
        leaseMs === undefined ? undefined : new Date(now + leaseMs),
      );
    });
    const allMade = await run([...groups.values()], outcomes.length);
    return allMade ? outcomes : readMade(outcomes, by);
  }

  function addToGroup(
    groups: Map<string, Group>,
    { job, fence: given = {}, leaseMs }: Move,
    change: Change,
  ): void {
    const { seq, endingToken } = job;
    // The end of a cancelled attempt moves a job to another lane, and is no step.
    const fence = endingToken === undefined ? given : { ...given, endingToken };
    const key = `${seq} ${JSON.stringify(fence)} ${changeKey(change)}`;
    const known = groups.get(key);
    if (known !== undefined) known.ids.push(job._id);
    else groups.set(key, { filter: { seq, ...fence }, change, leaseMs, ids: [job._id] });
  }

  /** Runs the statements of all groups at once; true when every move was made. */
  async function run(groups: Group[], expected: number): Promise<boolean> {
    const statements = groups.map(({ filter, change, leaseMs, ids }) => ({
      updateMany: {
        filter: { _id: { $in: ids }, ...filter },
        update: leaseMs === undefined ? updateOf(change) : pipelineOf(change, leaseMs),
      },
    }));
    try {
      const { matchedCount } = await connection.ask(() =>
        jobs.bulkWrite(statements, { ordered: false }),
      );
      return matchedCount === expected;
    } catch (error) {
      // Another claim took a slot of a concurrency key.
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** Returns the jobs whose moves were made: their documents have the number of this write. */
  async function readMade(outcomes: JobRecord[], by: number): Promise<JobRecord[]> {
    const filter = { _id: { $in: outcomes.map(({ _id }) => _id) }, "steps.by": by };
    const found = await connection.ask(() =>
      jobs.find(filter, { projection: { _id: 1 }, batchSize: outcomes.length + 1 }).toArray(),
    );
    const ids = new Set(found.map(({ _id }) => _id));
    return outcomes.filter(({ _id }) => ids.has(_id));
  }
  return write;
}
export type WriteTransitions = ReturnType<typeof createTransitionWriter>;

/**
 * Returns the job as it is after a change. The end of its lease is an estimate: the server sets it
 * by its own clock.
 */
function changedJob(
  job: JobRecord,
  standing: Standing<Date>,
  { set, unset, fixed, steps }: Change,
  leaseUntil: Date | undefined,
): JobRecord {
  const lease = leaseUntil === undefined ? {} : { at: leaseUntil };
  const gone = Object.fromEntries(unset.map((field) => [field, undefined]));
  return {
    ...job,
    ...set,
    ...gone,
    ...lease,
    state: standing.state,
    ...(fixed !== undefined && { fixed: { ...job.fixed, ...fixed } }),
    steps: [...job.steps, ...steps],
  };
}
