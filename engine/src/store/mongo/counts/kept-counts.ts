import type { KeptCount } from "../../kept-count.ts";
import type { Connection } from "../connection/connection.ts";
import type { CountEpoch } from "../outbox/count-epoch.ts";
import type { Range } from "../outbox/own-watermark.ts";
import type { Watermarks } from "../outbox/watermarks.ts";
import { type Writes, writesUpTo } from "../outbox/writes.ts";
import { createCountAllJobs } from "./count-all-jobs.ts";
import { type Counts, listOf, move } from "./place-counts.ts";
import { createSavedCounts } from "./saved-counts.ts";
import { stateAfter, stateOf, type WrittenJob, writtenFields } from "./written-jobs.ts";

/** Counts of all jobs where they stood after `at`. */
type Kept = {
  epoch: number;
  at: Writes;
  counts: Counts;
  /** When all jobs were counted. */
  countedAt: number;
  /** The counts miss what left no step, such as a removal. */
  isStale: boolean;
};

/** Jobs written since the counts of before that are read; with more, all are counted again. */
const maxWritten = 20_000;
/** Jobs written since the counts were saved after which they are saved again. */
const writtenPerSave = 2000;
/** Milliseconds after which all are counted again: a process may have died in the middle of a removal. */
const maxAgeMs = 10 * 60_000;
/** After a count of all, none begins for so many times its length. */
const restFactor = 20;

/**
 * Keeps how many jobs there are by template and state, so that statistics do not pass all of them.
 * In the background each job is counted once, where it stood after certain writes. From then on only
 * those are read that were written since, along the index of writes: their steps tell where they
 * stood before. What leaves no step, such as a removal, raises an epoch, and all are counted anew.
 * The counts are saved in the database, for processes that start.
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
  const saved = createSavedCounts({ connection });
  const countJobs = createCountAllJobs({ connection });
  let kept: Kept | null = null;
  let counting: Promise<void> | null = null;
  let restUntil = 0;
  let unsaved = 0;
  let saving = Promise.resolve();
  let isLoaded = false;

  /**
   * Returns the counts of all jobs; null where they are not kept. A call that comes while all are
   * counted waits for that.
   */
  async function read(): Promise<KeptCount[] | null> {
    const known = await readNow();
    if (known?.isExact) return known.counts;
    await counting;
    const counted = await readNow();
    return counted?.isExact ? counted.counts : null;
  }

  /**
   * Returns the counts as far as they are known now, and whether they are exact: where they are not,
   * jobs were removed that they still have. Null where nothing is known. Begins to count where that
   * is needed.
   */
  async function readNow(): Promise<{ counts: KeptCount[]; isExact: boolean } | null> {
    if (!isLoaded) kept ??= await load();
    isLoaded = true;
    const before = kept;
    const now = before === null ? null : await update(before);
    const isOld = before !== null && connection.time.now() - before.countedAt > maxAgeMs;
    if (now === null || now.isStale || isOld) begin();
    return now === null ? null : { counts: listOf(now.counts), isExact: !now.isStale };
  }

  /** Returns the counts that some process saved. */
  async function load(): Promise<Kept | null> {
    const found = await saved.read();
    if (found === null) return null;
    const { epoch, marks, counts, countedAt } = found;
    return { epoch, at: writesUpTo(marks), counts: new Map(counts), countedAt, isStale: false };
  }

  function save({ epoch, at, counts, countedAt, isStale }: Kept): void {
    if (isStale) return;
    unsaved = 0;
    // The counts of others, or of before, serve as well.
    saving = saved
      .write({ epoch, marks: at.marks, counts: [...counts], countedAt })
      .catch(() => undefined);
  }

  /** Adds what was written since; null where that is too much, or not all of it can be told. */
  async function update(before: Kept): Promise<{ counts: Counts; isStale: boolean } | null> {
    const at = await watermarks.allWrites();
    const written = await writtenSince(before.at);
    // Read last: what is removed from now on was still there.
    const isStale = before.isStale || (await epochs.read()) !== before.epoch;
    if (written === null) return drop(before);
    const counts = new Map(before.counts);
    const rolled = new Map(before.counts);
    for (const job of written) {
      const [from, to] = [stateAfter(before.at, job), stateAfter(at, job)];
      if (from === undefined || to === undefined) return drop(before);
      move(counts, job, from, stateOf(job));
      move(rolled, job, from, to);
    }
    if (kept === before) {
      kept = { ...before, at, counts: rolled, isStale };
      unsaved += written.length;
      if (unsaved >= writtenPerSave) save(kept);
    }
    return { counts, isStale };
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
    counting = countUnlessSaved()
      .catch(() => undefined) // The next call begins again.
      .finally(() => {
        counting = null;
      });
  }

  /** Takes what another process has counted since, or counts. */
  async function countUnlessSaved(): Promise<void> {
    if (await areFew()) return;
    const found = await load();
    const isNew = found !== null && connection.time.now() - found.countedAt <= maxAgeMs;
    const isOther = isNew && found.countedAt !== kept?.countedAt;
    const updated = isOther ? await update(found) : null;
    if (updated === null || updated.isStale) await countAll();
    else kept = found;
  }

  /** Whether there are so few jobs that they are counted each time. */
  async function areFew(): Promise<boolean> {
    return (await connection.ask(() => jobs.estimatedDocumentCount())) < minJobs;
  }

  async function countAll(): Promise<void> {
    const startedAt = connection.time.now();
    const epoch = await epochs.read();
    const at = await watermarks.allWrites();
    const counts = await countJobs(at);
    const now = connection.time.now();
    restUntil = now + restFactor * (now - startedAt);
    kept = { epoch, at, counts, countedAt: now, isStale: false };
    save(kept);
  }

  return {
    read,
    readNow,
    areFew,
    /** Resolves when no count is under way, and none is being saved. */
    async settled(): Promise<void> {
      await counting;
      await saving;
    },
  };
}
export type KeptCounts = ReturnType<typeof createKeptCounts>;

function within({ after, upTo }: Range) {
  return { by: { $gt: after, $lte: upTo } };
}
