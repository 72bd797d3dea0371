import type { Clock } from "../../../runtime/clock.ts";
import type { Connection } from "../connection/connection.ts";
import { isDuplicate } from "../connection/duplicate-key.ts";
import type { JobRecord } from "../record/documents.ts";
import { createOwnWatermark, type Range } from "./own-watermark.ts";

/**
 * Numbers of the writes of one process, before those of the next one begin; those of two million
 * processes are exact.
 */
const span = 2 ** 32;
/**
 * Milliseconds after which a process that has not been seen, or gets nothing to the bus, is left to
 * others (R7), and between its signs of life.
 */
const silence = 2000;
const beatMs = 500;
/** Milliseconds after which a silent process with nothing left is not looked after any more. */
const forgotten = 10 * 60_000;
/** Milliseconds for which the events of a write are certainly on their way. */
const young = 50;

/**
 * The processes that write, and how far the bus has what each of them wrote. A process has a
 * number, and so has each of its writes; steps carry it. What it wrote up to its mark is on the
 * bus, so no job has to be written again only to say that its events are.
 */
export function createWatermarks({ connection, clock }: { connection: Connection; clock: Clock }) {
  const { writers } = connection.collections;
  const own = createOwnWatermark({ clock });
  /** Marks of others, as they were last read. */
  const marks = new Map<number, number>();
  let saved = 0;
  let progressAt = clock.monotonic();
  let beating: NodeJS.Timeout | undefined;

  const isOwn = (by: number) => writerOf(by) === writerOf(own.last());

  /**
   * Takes the next number. Who has it tells others by signs of life that it looks after its events
   * itself.
   */
  async function register(): Promise<void> {
    const newest = await writers.findOne({}, { sort: { _id: -1 } });
    const _id = (newest?._id ?? 0) + 1;
    try {
      await writers.insertOne({
        _id,
        upTo: _id * span,
        seen: new Date(connection.time.now()),
        open: true,
      });
    } catch (error) {
      if (isDuplicate(error)) return register();
      throw error;
    }
    own.startAt(_id * span);
    saved = own.mark();
    clearInterval(beating);
    beating = setInterval(() => beat().catch(() => undefined), beatMs).unref();
  }

  function begin(): number {
    if (own.isIdle()) progressAt = clock.monotonic();
    return own.begin();
  }

  function lose(by: number, surelyAfter?: number): void {
    if (isOwn(by)) own.lose(by, surelyAfter);
  }

  /** Whether the bus has what a job tells of a write, as far as is known here. */
  function isRelayed(by: number, id: string): boolean {
    return isOwn(by) ? own.isRelayed(by, id) : by <= (marks.get(writerOf(by)) ?? 0);
  }

  /** Says how far this process is, where that is news. */
  async function save(): Promise<void> {
    progressAt = clock.monotonic();
    if (own.mark() !== saved) await tell();
  }

  /** A process that gets nothing to the bus gives no sign of life, so that others try. */
  async function beat(): Promise<void> {
    if (own.isIdle() || clock.monotonic() - progressAt < silence) await tell();
  }

  async function tell(): Promise<void> {
    const upTo = own.mark();
    const update = {
      $max: { upTo },
      $set: { open: true as const },
      $currentDate: { seen: true as const },
    };
    // Should it be forgotten, somebody passes on a few events again.
    await connection.ask(() =>
      writers.updateOne({ _id: writerOf(own.last()) }, update, { writeConcern: { w: 1 } }),
    );
    saved = upTo;
  }

  /** Reads how far those are that wrote these. */
  async function read(numbers: number[]): Promise<void> {
    const ids = new Set(numbers.map(writerOf));
    const found = await connection.ask(() =>
      writers.find({ _id: { $in: [...ids] } }, { batchSize: ids.size + 1 }).toArray(),
    );
    for (const { _id, upTo } of found) marks.set(_id, Math.max(upTo, marks.get(_id) ?? 0));
  }

  /**
   * Learns what others have relayed of jobs that were just read, where that has had time to change.
   * Otherwise events go out twice, and are dropped.
   */
  async function learn(jobs: Pick<JobRecord, "_id" | "steps">[]): Promise<void> {
    const since = connection.time.now() - young;
    const unknown = jobs.flatMap(({ _id, steps }) =>
      steps.slice(-1).filter(({ by, at }) => at.getTime() < since && !isRelayed(by, _id)),
    );
    const foreign = unknown.map(({ by }) => by).filter((by) => !isOwn(by));
    if (foreign.length > 0) await read(foreign);
  }

  /** Writes that nobody looks after: those of processes that are silent, and what this one lost. */
  async function leftBehind(): Promise<Range[]> {
    const silent = {
      open: true as const,
      $expr: { $lt: ["$seen", { $subtract: ["$$NOW", silence] }] },
    };
    return [...own.lost(), ...(await rangesOfOthers(silent))];
  }

  /** All that is not on the bus and that this process does not know of itself. */
  async function unmarked(): Promise<Range[]> {
    return [...own.lost(), ...(await rangesOfOthers({ open: true as const }))];
  }

  async function rangesOfOthers(filter: object): Promise<Range[]> {
    const found = await connection.ask(() => writers.find(filter, { hint: "open" }).toArray());
    const others = found.filter(({ _id }) => _id !== writerOf(own.last()));
    return others.map(({ _id, upTo }) => ({ after: upTo, upTo: (_id + 1) * span - 1 }));
  }

  /** Nothing was found in a range that was left behind. */
  async function conclude(range: Range): Promise<void> {
    own.conclude(range);
    const long = { $expr: { $lt: ["$seen", { $subtract: ["$$NOW", forgotten] }] } };
    const filter = { _id: writerOf(range.upTo), upTo: range.after, ...long };
    await connection.ask(() => writers.updateOne(filter, { $unset: { open: true } }));
  }

  async function stop(): Promise<void> {
    clearInterval(beating);
    if (own.last() === 0) return;
    await tell();
    // Nobody has to look after a process that left nothing behind.
    if (own.mark() === own.last())
      await connection.ask(() =>
        writers.updateOne({ _id: writerOf(own.last()) }, { $unset: { open: true } }),
      );
  }
  return {
    ...{
      register,
      begin,
      lose,
      isOwn,
      isRelayed,
      save,
      read,
      learn,
      leftBehind,
      unmarked,
      conclude,
      stop,
    },
    ...{ hold: own.hold, close: own.close },
  };
}
export type Watermarks = ReturnType<typeof createWatermarks>;

function writerOf(by: number): number {
  return Math.floor(by / span);
}
