import type { Clock } from "../../../runtime/clock.ts";

/** Numbers of writes: those above `after`, up to `upTo`. */
export type Range = { after: number; upTo: number };

/**
 * A write whose events are not all on the bus: how many are not, itself counted as one while it is
 * under way; and the jobs of those that are.
 */
type Batch = { open: number; done: Set<string> };
type Lost = Range & { surelyAt: number };

/**
 * Milliseconds after which a write whose answer never came has happened or never will: longer than
 * any call may take.
 */
const settled = 20_000;
/** Writes between two that were lost which are looked for along with them. */
const gap = 1000;

/** The writes of this process, by number, and how far the bus has what they tell. */
export function createOwnWatermark({ clock }: { clock: Pick<Clock, "monotonic"> }) {
  const batches = new Map<number, Batch>();
  let lost: Lost[] = [];
  let last = 0;

  /** Draws the number of a write that begins. */
  function begin(): number {
    last++;
    batches.set(last, { open: 1, done: new Set() });
    return last;
  }

  /** One more event of a write is on its way to the bus. */
  function hold(by: number): void {
    const batch = batches.get(by);
    if (batch !== undefined) batch.open++;
  }

  /** A write has ended; or, with the id of its job, one of its events is on the bus. */
  function close(by: number, id?: string): void {
    const batch = batches.get(by);
    if (batch === undefined) return;
    if (id !== undefined) batch.done.add(id);
    if (--batch.open === 0) batches.delete(by);
  }

  /**
   * Nobody in this process knows (any more) what one of its writes has left for the bus: it is to
   * be looked for in the database.
   */
  function lose(by: number, surelyAfter = settled): void {
    batches.delete(by);
    const surelyAt = clock.monotonic() + surelyAfter;
    // While a bus is away for long there is one range, however many writes.
    const near = lost.find(({ after, upTo }) => by > after - gap && by <= upTo + gap) ?? {
      after: by,
      upTo: by,
      surelyAt,
    };
    const others = lost.filter((one) => one !== near);
    lost = [
      ...others,
      {
        after: Math.min(near.after, by - 1),
        upTo: Math.max(near.upTo, by),
        surelyAt: Math.max(near.surelyAt, surelyAt),
      },
    ];
  }

  /** Nothing was found of what was lost; a write that may still come is looked for again. */
  function conclude(range: Range): void {
    lost = lost.filter((one) => one !== range || clock.monotonic() < one.surelyAt);
  }

  /** Whether the bus has what a job tells of a write. */
  function isRelayed(by: number, id: string): boolean {
    const batch = batches.get(by);
    if (batch !== undefined) return batch.done.has(id);
    return !lost.some(({ after, upTo }) => by > after && by <= upTo);
  }

  /** Everything up to here is on the bus. */
  function mark(): number {
    const [first = last + 1] = batches.keys();
    return Math.min(first - 1, ...lost.map(({ after }) => after));
  }

  return {
    /** Begins to count after `number`. */
    startAt(number: number) {
      last = number;
    },
    ...{ begin, hold, close, lose, conclude, isRelayed, mark },
    last: () => last,
    lost: (): Range[] => lost,
    /** Whether none is under way, or has events to relay that are known here. */
    isIdle: () => batches.size === 0,
  };
}
