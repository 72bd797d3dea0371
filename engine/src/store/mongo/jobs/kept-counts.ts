import type { JobState } from "@formwork/contracts/states";
import type { JobCount } from "../../job-store.ts";
import { type Connection, maxTimeMS } from "../connection/connection.ts";
import type { CountEpoch } from "../outbox/count-epoch.ts";
import type { Range } from "../outbox/own-watermark.ts";
import type { Watermarks } from "../outbox/watermarks.ts";
import type { Writes } from "../outbox/writes.ts";
import { stateAfter, stateOf, type WrittenJob, writtenFields } from "./written-jobs.ts";

/** How many jobs of each template and queue are in each state, by these as JSON. */
type Counts = Map<string, number>;
/** Counts of all jobs where they stood after `at`. */
type Kept = { epoch: number; at: Writes; counts: Counts; countedAt: number };
type Place = { template: string; queue: string; state: JobState };
type Group = { _id: Place; count: number; late: string[] };
/** How many jobs of a template and queue are in a state. */
export type KeptCount = JobCount & { queue: string };

/** Jobs written since the counts of before that are read; with more, all are counted again. */
const maxWritten = 20_000;
/** Milliseconds after which all are counted again: a process may have died in the middle of a removal. */
const maxAgeMs = 10 * 60_000;
/** Jobs that one call counts. */
const jobsPerCall = 20_000;
/** After a count of all, none begins for so many times its length. */
const restFactor = 20;

/**
 * Keeps how many jobs there are by template and state, so that statistics do not pass all of them.
 * In the background each job is counted once, where it stood after certain writes. From then on only
 * those are read that were written since, along the index of writes: their steps tell where they
 * stood before. What leaves no step, such as a removal, raises an epoch, and all are counted anew.
 */
export function createKeptCounts({
  connection,
  watermarks,
  epochs,
  minJobs,
}: {
  connection: Connection;
  watermarks: Pick<Watermarks, "allWrites">;
  epochs: CountEpoch;
  /** With fewer, all are counted each time. */
  minJobs: number;
}) {
  const { jobs } = connection.collections;
  let kept: Kept | null = null;
  let counting: Promise<void> | null = null;
  let restUntil = 0;

  /**
   * Returns the counts of all jobs; null where they are not kept. A call that comes while all are
   * counted waits for that.
   */
  async function read(): Promise<KeptCount[] | null> {
    const known = kept === null ? null : await update(kept);
    if (known !== null) return listOf(known);
    begin();
    await counting;
    const counts = kept === null ? null : await update(kept);
    return counts === null ? null : listOf(counts);
  }

  /** Adds what was written since; null where that is too much, or not all of it can be told. */
  async function update(before: Kept): Promise<Counts | null> {
    if (connection.time.now() - before.countedAt > maxAgeMs) return drop(before);
    const at = await watermarks.allWrites();
    const written = await writtenSince(before.at);
    // Read last: what is removed from now on was still there.
    const isSame = (await epochs.read()) === before.epoch;
    if (written === null || !isSame) return drop(before);
    const counts = new Map(before.counts);
    const rolled = new Map(before.counts);
    for (const job of written) {
      const [from, to] = [stateAfter(before.at, job), stateAfter(at, job)];
      if (from === undefined || to === undefined) return drop(before);
      move(counts, job, from, stateOf(job));
      move(rolled, job, from, to);
    }
    if (kept === before) kept = { ...before, at, counts: rolled };
    return counts;
  }

  function drop(old: Kept): null {
    if (kept === old) kept = null;
    return null;
  }

  async function writtenSince(at: Writes): Promise<WrittenJob[] | null> {
    const options = {
      projection: writtenFields,
      limit: maxWritten + 1,
      batchSize: maxWritten + 2,
      hint: "writes",
    } as const;
    const found = await connection.ask(() =>
      jobs.find<WrittenJob>({ $or: at.others().map(within) }, options).toArray(),
    );
    return found.length > maxWritten ? null : found;
  }

  /** Begins to count all jobs, unless that is under way or was done just now. */
  function begin(): void {
    if (counting !== null || connection.time.now() < restUntil) return;
    counting = countAll()
      .catch(() => undefined) // The next call begins again.
      .finally(() => {
        counting = null;
      });
  }

  async function countAll(): Promise<void> {
    if ((await connection.ask(() => jobs.estimatedDocumentCount())) < minJobs) return;
    const startedAt = connection.time.now();
    const epoch = await epochs.read();
    const at = await watermarks.allWrites();
    const counts: Counts = new Map();
    for (let from = ""; ; ) {
      const to = await endOfCall(from);
      await countSome(counts, at, { $gt: from, ...(to !== null && { $lte: to }) });
      if (to === null) break;
      from = to;
    }
    const now = connection.time.now();
    restUntil = now + restFactor * (now - startedAt);
    kept = { epoch, at, counts, countedAt: now };
  }

  /** Returns the id up to which one call counts; null where it counts the rest. */
  async function endOfCall(from: string): Promise<string | null> {
    const options = {
      projection: { _id: 1 },
      sort: { _id: 1 },
      skip: jobsPerCall - 1,
      limit: 1,
      hint: "_id_",
    } as const;
    const [last] = await connection.ask(() => jobs.find({ _id: { $gt: from } }, options).toArray());
    return last?._id ?? null;
  }

  async function countSome(counts: Counts, at: Writes, ids: object): Promise<void> {
    const pipeline = [{ $match: { _id: ids } }, ...countingAfter(at)];
    const groups = await connection.ask(() =>
      jobs.aggregate<Group>(pipeline, { hint: "_id_", maxTimeMS }).toArray(),
    );
    for (const { _id, count } of groups) add(counts, _id, count);
    const late = await readJobs(groups.flatMap((group) => group.late));
    for (const job of late) {
      const state = stateAfter(at, job);
      if (state === undefined) throw new Error("A job has changed too much to be counted");
      move(counts, job, null, state);
    }
  }

  async function readJobs(ids: string[]): Promise<WrittenJob[]> {
    const options = { projection: writtenFields, batchSize: ids.length + 1 };
    if (ids.length === 0) return [];
    return connection.ask(() => jobs.find<WrittenJob>({ _id: { $in: ids } }, options).toArray());
  }

  return {
    read,
    /** Resolves when no count is under way. */
    settled: async () => void (await counting),
  };
}
export type KeptCounts = ReturnType<typeof createKeptCounts>;

/**
 * Counts the jobs whose last write is among these, and names the others. It goes by id, which no
 * step changes: so it meets each job once.
 */
function countingAfter(at: Writes) {
  const isLate = {
    $or: at
      .others()
      .map(({ after, upTo }) => ({ $and: [{ $gt: ["$by", after] }, { $lte: ["$by", upTo] }] })),
  };
  return [
    { $set: { isLate } },
    { $match: { $or: [{ isLate: true }, { state: { $ne: "deleted" } }] } },
    {
      $group: {
        _id: { template: "$fixed.template", queue: "$fixed.queue", state: "$state" },
        count: { $sum: { $cond: ["$isLate", 0, 1] } },
        late: { $push: { $cond: ["$isLate", "$_id", "$$REMOVE"] } },
      },
    },
  ];
}

function within({ after, upTo }: Range) {
  return { by: { $gt: after, $lte: upTo } };
}

function move(
  counts: Counts,
  { fixed: { template, queue } }: WrittenJob,
  from: JobState | null,
  to: JobState | null,
): void {
  if (from === to) return;
  if (from !== null) add(counts, { template, queue, state: from }, -1);
  if (to !== null) add(counts, { template, queue, state: to }, 1);
}

function add(counts: Counts, { template, queue, state }: Place, count: number): void {
  const key = JSON.stringify([template, queue, state]);
  counts.set(key, count + (counts.get(key) ?? 0));
}

function listOf(counts: Counts): KeptCount[] {
  return [...counts].flatMap(([key, count]) => {
    const [template, queue, state] = JSON.parse(key) as [string, string, JobState]; // As `add` wrote it.
    return count === 0 ? [] : [{ template, queue, state, count }];
  });
}
