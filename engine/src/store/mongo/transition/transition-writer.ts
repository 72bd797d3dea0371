import type { mongo } from "mongoose";
import type { Step } from "../../step.ts";
import { after, type Standing } from "../../transition.ts";
import type { Connection } from "../connection/connection.ts";
import { isDuplicate } from "../connection/duplicate-key.ts";
import type { OutboxBuffer } from "../outbox/outbox-buffer.ts";
import type { Watermarks } from "../outbox/watermarks.ts";
import { type JobDocument, type JobRecord, readStanding } from "../record/documents.ts";
import type { StoredStep } from "../record/stored-step.ts";
import {
  type Change,
  changeOf,
  type Extra,
  keyOf,
  pipelineOf,
  updateOf,
} from "./document-update.ts";
import type { StepArchive } from "./step-archive.ts";

export type Move = {
  /** The job as it was read. The move is made only if nothing has happened to it since. */
  job: JobRecord;
  steps: Step<Date>[];
  /** What else has to be true of the document. */
  fence?: mongo.Filter<JobDocument>;
  /** What else changes. */
  extra?: Extra;
  /** Starts a lease of so many milliseconds, by the server's clock. */
  leaseMs?: number;
};

type WriterDeps = {
  connection: Connection;
  watermarks: Watermarks;
  buffer: OutboxBuffer;
  archive: StepArchive;
};
type Group = {
  filter: mongo.Filter<JobDocument>;
  change: Change;
  leaseMs: number | undefined;
  ids: string[];
};

/**
 * Writes moves: what changes in a job, the steps that tell of it, and the number of the write, by
 * which they are known to be on the bus or not, all in one update of one document. Jobs to which
 * the same happens share a statement, and all statements share a round trip.
 *
 * `seq` is the version of a document: a move is made if it is still what it was when the job was
 * read. Who lost a race reads again, or gives up.
 */
export function createTransitionWriter({ connection, watermarks, buffer, archive }: WriterDeps) {
  const { jobs } = connection.collections;

  /** Makes the moves that can still be made; answers those jobs as they are afterwards, by id. */
  async function write(moves: Move[]): Promise<Map<string, JobRecord>> {
    if (moves.length === 0) return new Map();
    const by = watermarks.begin();
    try {
      const written = await writeAs(by, moves);
      for (const job of written) buffer.note(job);
      watermarks.close(by);
      const filed = await Promise.all(written.map(archive.file));
      return new Map(filed.map((job) => [job._id, job]));
    } catch (error) {
      watermarks.lose(by);
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
      group(groups, move, change);
      return applied(
        job,
        standing,
        change,
        leaseMs === undefined ? undefined : new Date(now + leaseMs),
      );
    });
    const made = await run([...groups.values()], outcomes.length);
    return made ? outcomes : mine(outcomes, by);
  }

  function group(
    groups: Map<string, Group>,
    { job, fence = {}, leaseMs }: Move,
    change: Change,
  ): void {
    const { seq } = job;
    const key = `${seq} ${JSON.stringify(fence)} ${keyOf(change)}`;
    const known = groups.get(key);
    if (known !== undefined) known.ids.push(job._id);
    else groups.set(key, { filter: { seq, ...fence }, change, leaseMs, ids: [job._id] });
  }

  /** Runs the statements of all groups at once; true when each found all its jobs. */
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
      // A place among the jobs of a concurrency key went to another.
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** Those of the moves that were made: the documents carry our number. */
  async function mine(outcomes: JobRecord[], by: number): Promise<JobRecord[]> {
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
 * The job as it is in memory after a change; when its lease ends, the server alone knows to the
 * millisecond.
 */
function applied(
  job: JobRecord,
  standing: Standing<Date>,
  { set, unset, steps }: Change,
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
    steps: [...job.steps, ...steps],
  };
}
