import type { Clock } from "../../runtime/clock.ts";
import type { Connection } from "./connection.ts";
import type { JobRecord } from "./documents.ts";
import { isDuplicate } from "./ledger.ts";

/** Numbers of the writes of one process, before those of the next one begin; those of two million processes are exact. */
const span = 2 ** 32;
const writerOf = (by: number) => Math.floor(by / span);
/** Milliseconds after which a process that has not been seen, or gets nothing to the bus, is left to others (R7), and between its signs of life. */
const silence = 2000;
const beatMs = 500;
/** Milliseconds after which a silent process with nothing left is not looked after any more. */
const forgotten = 10 * 60_000;
/** Milliseconds after which a write whose answer never came has happened or never will: longer than any call may take. */
const settled = 20_000;
/** Milliseconds for which the events of a write are certainly on their way. */
const young = 50;
/** Writes between two that were lost which are looked for along with them. */
const gap = 1000;

/** Numbers of writes: those above `after`, up to `upTo`. */
export type Range = { after: number; upTo: number };
/** A write and its events that are not on the bus, `open` in number, and the jobs of which they are. */
type Batch = { open: number; done: Set<string> };
type Left = Range & { surely: number };

/**
 * The processes that write, and how far the bus has what each of them wrote. A process has a number, and so has each of its writes; steps carry
 * it. What it wrote up to its mark is on the bus, so no job has to be written again only to say that its events are.
 */
export function createWriters({ connection, clock }: { connection: Connection; clock: Clock }) {
  const { writers } = connection.collections;
  const batches = new Map<number, Batch>();
  /** Marks of others, as they were last read. */
  const marks = new Map<number, number>();
  let left: Left[] = [];
  let last = 0;
  let saved = 0;
  let progressAt = clock.monotonic();
  let beating: NodeJS.Timeout | undefined;

  /** Takes the next number. Who has it tells others by signs of life that it looks after its events itself. */
  async function register(): Promise<void> {
    const newest = await writers.findOne({}, { sort: { _id: -1 } });
    const _id = (newest?._id ?? 0) + 1;
    try {
      await writers.insertOne({ _id, upTo: _id * span, seen: new Date(connection.time.now()), open: true });
    } catch (error) {
      if (isDuplicate(error)) return register();
      throw error;
    }
    last = _id * span;
    saved = last;
    clearInterval(beating);
    beating = setInterval(() => beat().catch(() => undefined), beatMs).unref();
  }

  function isOwn(by: number): boolean {
    return writerOf(by) === writerOf(last);
  }

  /** Draws the number of a write that begins. */
  function begin(): number {
    if (batches.size === 0) progressAt = clock.monotonic();
    last++;
    batches.set(last, { open: 1, done: new Set() });
    return last;
  }

  /** A write has ended, or one of its events is on the bus. */
  function close(by: number, id?: string): void {
    const batch = batches.get(by);
    if (batch === undefined) return;
    if (id !== undefined) batch.done.add(id);
    if (--batch.open === 0) batches.delete(by);
  }

  /** One more event of a write is on its way to the bus. */
  function hold(by: number): void {
    const batch = batches.get(by);
    if (batch !== undefined) batch.open++;
  }

  /** Nobody in this process knows (any more) what one of its writes has left for the bus: it is to be looked for in the database. */
  function lose(by: number, surelyAfter = settled): void {
    if (!isOwn(by)) return;
    batches.delete(by);
    const surely = clock.monotonic() + surelyAfter;
    // While a bus is away for long there is one range, however many writes.
    const near = left.find(({ after, upTo }) => by > after - gap && by <= upTo + gap) ?? { after: by, upTo: by, surely };
    const others = left.filter((one) => one !== near);
    left = [...others, { after: Math.min(near.after, by - 1), upTo: Math.max(near.upTo, by), surely: Math.max(near.surely, surely) }];
  }

  /** Whether the bus has what a job tells of a write. */
  function isRelayed(by: number, id: string): boolean {
    if (!isOwn(by)) return by <= (marks.get(writerOf(by)) ?? 0);
    const batch = batches.get(by);
    if (batch !== undefined) return batch.done.has(id);
    return !left.some(({ after, upTo }) => by > after && by <= upTo);
  }

  /** Everything that this process wrote up to here is on the bus. */
  function mark(): number {
    const [first = last + 1] = batches.keys();
    return Math.min(first - 1, ...left.map(({ after }) => after));
  }

  /** Says how far it is, where that is news. */
  async function save(): Promise<void> {
    progressAt = clock.monotonic();
    if (mark() !== saved) await tell();
  }

  async function tell(): Promise<void> {
    const upTo = mark();
    const filter = { _id: writerOf(last) };
    const update = { $max: { upTo }, $set: { open: true as const }, $currentDate: { seen: true as const } };
    // Should it be forgotten, somebody passes on a few events again.
    await connection.ask(() => writers.updateOne(filter, update, { writeConcern: { w: 1 } }));
    saved = upTo;
  }

  /** A process that gets nothing to the bus gives no sign of life, so that others try. */
  async function beat(): Promise<void> {
    if (batches.size === 0 || clock.monotonic() - progressAt < silence) await tell();
  }

  /** Reads how far others are that wrote these. */
  async function read(numbers: Iterable<number>): Promise<void> {
    const ids = new Set([...numbers].map(writerOf));
    const found = await connection.ask(() => writers.find({ _id: { $in: [...ids] } }, { batchSize: ids.size + 1 }).toArray());
    for (const { _id, upTo } of found) marks.set(_id, Math.max(upTo, marks.get(_id) ?? 0));
  }

  /** Learns what others have relayed of jobs that were just read, where that has had time to change. Otherwise events go out twice, and are dropped. */
  async function learn(jobs: Pick<JobRecord, "_id" | "steps">[]): Promise<void> {
    const since = connection.time.now() - young;
    const unknown = jobs.flatMap(({ _id, steps }) => steps.slice(-1).filter(({ by, at }) => at.getTime() < since && !isRelayed(by, _id)));
    const foreign = unknown.map(({ by }) => by).filter((by) => !isOwn(by));
    if (foreign.length > 0) await read(foreign);
  }

  /** Ranges of writes that nobody looks after: of processes that are silent, and what this one lost. `conclude` is called with those where nothing was found. */
  async function leftBehind(): Promise<Range[]> {
    const silent = { open: true as const, $expr: { $lt: ["$seen", { $subtract: ["$$NOW", silence] }] } };
    const found = await connection.ask(() => writers.find(silent, { hint: "open" }).toArray());
    return [...left, ...found.filter(({ _id }) => _id !== writerOf(last)).map(rangeOf)];
  }

  async function conclude(range: Range): Promise<void> {
    left = left.filter((one) => one !== range || clock.monotonic() < one.surely);
    const long = { $expr: { $lt: ["$seen", { $subtract: ["$$NOW", forgotten] }] } };
    const filter = { _id: writerOf(range.upTo), upTo: range.after, ...long };
    await connection.ask(() => writers.updateOne(filter, { $unset: { open: true } }));
  }

  /** What others have not marked, and what this one lost: all that is not on the bus and that it does not know of itself. */
  async function unmarked(): Promise<Range[]> {
    const found = await connection.ask(() => writers.find({ open: true }, { hint: "open" }).toArray());
    return [...left, ...found.filter(({ _id }) => _id !== writerOf(last)).map(rangeOf)];
  }

  async function stop(): Promise<void> {
    clearInterval(beating);
    if (last === 0) return;
    await tell();
    // Nobody has to look after a process that left nothing behind.
    if (mark() === last) await connection.ask(() => writers.updateOne({ _id: writerOf(last) }, { $unset: { open: true } }));
  }
  return { register, begin, hold, close, lose, isOwn, isRelayed, save, read, learn, leftBehind, conclude, unmarked, stop };
}
export type Writers = ReturnType<typeof createWriters>;

function rangeOf({ _id, upTo }: { _id: number; upTo: number }): Range {
  return { after: upTo, upTo: (_id + 1) * span - 1 };
}
