import { fail } from "../../../errors.ts";
import type { Clock } from "../../../runtime/clock.ts";
import type { Connection } from "../connection/connection.ts";
import { isDuplicate } from "../connection/duplicate-key.ts";
import { databaseAway } from "../connection/outage.ts";
import type { JobRecord } from "../record/documents.ts";
import { createOwnWatermark, type Range } from "./own-watermark.ts";
import { processOf, type Writes, writesPerProcess, writesUpTo } from "./writes.ts";

/**
 * Milliseconds without a heartbeat after which others relay the events of a process. A process also
 * stops its heartbeats after so long without relaying anything it should, so that others try.
 */
const heartbeatTimeoutMs = 2000;
const heartbeatMs = 500;
/** The same for a process with nothing to relay: nobody would find anything in its place. */
const idleHeartbeatMs = 1000;
/** Milliseconds without a heartbeat after which a process with nothing to relay is closed. */
const processTimeoutMs = 10 * 60_000;
/** Days for which a closed process is still listed. */
const processKeptDays = 7;
/** Milliseconds for which another process is surely still relaying what it just wrote. */
const inFlightMs = 50;

/**
 * Tracks up to which write each process has its events on the bus. Processes and their writes are
 * numbered, and each step has the number of its write (`by`). A process saves its watermark in the
 * collection `writers`; so no job is written again just to note that its events are relayed.
 */
export function createWatermarks({ connection, clock }: { connection: Connection; clock: Clock }) {
  const { writers } = connection.collections;
  const own = createOwnWatermark({ clock });
  /** The watermarks of other processes as last read, by number of the process. */
  const foreign = new Map<number, number>();
  /** Other processes that are not listed any more: the bus has all their events. */
  const removed = new Set<number>();
  let saved = 0;
  let progressAt = clock.monotonic();
  let beatenAt = Number.NEGATIVE_INFINITY;
  let heartbeats: NodeJS.Timeout | undefined;

  const isOwn = (by: number) => processOf(by) === processOf(own.lastWrite());

  /** Takes the next number for this process and starts its heartbeats. */
  async function register(): Promise<void> {
    const newest = await writers.findOne({}, { sort: { _id: -1 } });
    const _id = (newest?._id ?? 0) + 1;
    try {
      await writers.insertOne({
        _id,
        upTo: _id * writesPerProcess,
        seen: new Date(connection.time.now()),
        open: true,
      });
    } catch (error) {
      if (isDuplicate(error)) return register();
      throw error;
    }
    own.startAfter(_id * writesPerProcess);
    saved = own.watermark();
    clearInterval(heartbeats);
    heartbeats = setInterval(() => beat().catch(() => undefined), heartbeatMs).unref();
  }

  /** Numbers a write. Refused until this process has a number: others would take its events as relayed. */
  function beginWrite(): number {
    if (own.lastWrite() === 0) fail("unavailable", databaseAway);
    if (own.isIdle()) progressAt = clock.monotonic();
    return own.beginWrite();
  }

  /** Stops tracking a write of this process (`own-watermark.ts`); those of others are theirs. */
  function loseWrite(by: number, certainAfterMs?: number): void {
    if (isOwn(by)) own.loseWrite(by, certainAfterMs);
  }

  /** Whether the bus is known here to have the event of a write about this job. */
  function isRelayed(by: number, id: string): boolean {
    if (isOwn(by)) return own.isRelayed(by, id);
    return removed.has(processOf(by)) || by <= (foreign.get(processOf(by)) ?? 0);
  }

  /** Saves the watermark of this process, if it has moved. */
  async function save(): Promise<void> {
    progressAt = clock.monotonic();
    if (own.watermark() !== saved) await write();
  }

  async function beat(): Promise<void> {
    const now = clock.monotonic();
    const isAwaited = own.isIdle()
      ? now - beatenAt > idleHeartbeatMs - heartbeatMs / 2
      : now - progressAt < heartbeatTimeoutMs;
    if (isAwaited) await write();
  }

  async function write(): Promise<void> {
    beatenAt = clock.monotonic();
    const upTo = own.watermark();
    const update = {
      $max: { upTo },
      $set: { open: true as const },
      $currentDate: { seen: true as const },
    };
    // A watermark that is lost with its server costs a few events that are relayed twice.
    await connection.ask(() =>
      // A process that was frozen for days is not listed any more, and lists itself again.
      writers.updateOne({ _id: processOf(own.lastWrite()) }, update, {
        writeConcern: { w: 1 },
        upsert: true,
      }),
    );
    saved = upTo;
  }

  /** Forgets processes that were closed days ago; never the newest, after which others count on. */
  async function removeOldProcesses(): Promise<void> {
    const filter = {
      _id: { $lt: processOf(own.lastWrite()) },
      open: { $exists: false },
      ...unseenFor(processKeptDays * 86_400_000),
    };
    await connection.ask(() => writers.deleteMany(filter));
  }

  /** Reads the watermarks of the processes of these writes. */
  async function read(writes: number[]): Promise<void> {
    const ids = new Set(writes.map(processOf));
    const found = await connection.ask(() =>
      writers.find({ _id: { $in: [...ids] } }, { batchSize: ids.size + 1 }).toArray(),
    );
    for (const id of ids) removed.add(id);
    for (const { _id, upTo } of found) {
      removed.delete(_id);
      foreign.set(_id, Math.max(upTo, foreign.get(_id) ?? 0));
    }
  }

  /**
   * Reads the watermarks that tell whether the last steps of these jobs are relayed, where they are
   * old enough to be. What is not known goes out twice, and its receivers drop the second one.
   */
  async function readFor(jobs: Pick<JobRecord, "_id" | "steps">[]): Promise<void> {
    const since = connection.time.now() - inFlightMs;
    const unknown = jobs.flatMap(({ _id, steps }) =>
      steps.slice(-1).filter(({ by, at }) => at.getTime() < since && !isRelayed(by, _id)),
    );
    const writes = unknown.map(({ by }) => by).filter((by) => !isOwn(by));
    if (writes.length > 0) await read(writes);
  }

  /** Returns the writes whose events no process relays: lost ones, and those of dead processes. */
  async function orphanedRanges(): Promise<Range[]> {
    const dead = { open: true as const, ...unseenFor(heartbeatTimeoutMs) };
    return [...own.lostRanges(), ...(await rangesOfOthers(dead))];
  }

  /** Returns the writes above all watermarks, without those that this process tracks. */
  async function unrelayedRanges(): Promise<Range[]> {
    return [...own.lostRanges(), ...(await rangesOfOthers({ open: true as const }))];
  }

  /** Returns the writes of all processes that have surely happened. */
  async function allWrites(): Promise<Writes> {
    const listed = await connection.ask(() => writers.find({}, { hint: { _id: 1 } }).toArray());
    return writesUpTo(listed);
  }

  async function rangesOfOthers(filter: object): Promise<Range[]> {
    const found = await connection.ask(() => writers.find(filter, { hint: "open" }).toArray());
    const others = found.filter(({ _id }) => _id !== processOf(own.lastWrite()));
    return others.map(({ _id, upTo }) => ({ after: upTo, upTo: (_id + 1) * writesPerProcess - 1 }));
  }

  /** Notes that a range has no event to relay; closes its process if that is long dead. */
  async function closeRange(range: Range): Promise<void> {
    own.closeRange(range);
    const filter = {
      _id: processOf(range.upTo),
      upTo: range.after,
      ...unseenFor(processTimeoutMs),
    };
    await connection.ask(() => writers.updateOne(filter, { $unset: { open: true } }));
  }

  /** Saves the watermark a last time; a process without events to relay is closed. */
  async function stop(): Promise<void> {
    clearInterval(heartbeats);
    if (own.lastWrite() === 0) return;
    await write();
    if (own.watermark() === own.lastWrite())
      await connection.ask(() =>
        writers.updateOne({ _id: processOf(own.lastWrite()) }, { $unset: { open: true } }),
      );
  }
  return {
    ...{ register, beginWrite, loseWrite, isOwn, isRelayed, save, read, readFor },
    ...{ orphanedRanges, unrelayedRanges, allWrites, closeRange, removeOldProcesses, stop },
    ...{ addEvent: own.addEvent, endWrite: own.endWrite, confirmEvent: own.confirmEvent },
  };
}
export type Watermarks = ReturnType<typeof createWatermarks>;

/** Selects processes without a heartbeat for so long, by the server's clock. */
function unseenFor(ms: number) {
  return { $expr: { $lt: ["$seen", { $subtract: ["$$NOW", ms] }] } };
}
