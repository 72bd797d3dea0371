import type { Clock } from "../../../runtime/clock.ts";

/** Numbers of writes: those above `after`, up to `upTo`. */
export type Range = { after: number; upTo: number };

/**
 * A write that is under way or has events to relay. `open` counts those events, and one more while
 * the write is under way; `relayed` are the jobs whose event is on the bus.
 */
type OpenWrite = { open: number; relayed: Set<string> };
/** Writes that this process no longer tracks; by `certainAt` they have happened or never will. */
type LostRange = Range & { certainAt: number };

/** Milliseconds after which a write without an answer has happened or never will. */
const maxWriteMs = 20_000;
/** Distance in numbers within which lost writes share a range. */
const maxGap = 1000;

/**
 * Counts the writes of this process and computes its watermark: the number up to which the bus has
 * the events of every write.
 */
export function createOwnWatermark({ clock }: { clock: Pick<Clock, "monotonic"> }) {
  const writes = new Map<number, OpenWrite>();
  let lost: LostRange[] = [];
  let last = 0;

  /** Returns the number of a write that begins. */
  function beginWrite(): number {
    last++;
    writes.set(last, { open: 1, relayed: new Set() });
    return last;
  }

  /** Adds an event of a write that is to be relayed. */
  function addEvent(by: number): void {
    const write = writes.get(by);
    if (write !== undefined) write.open++;
  }

  function endWrite(by: number): void {
    const write = writes.get(by);
    if (write !== undefined && --write.open === 0) writes.delete(by);
  }

  /** Notes that the bus has the event of a write about this job. */
  function confirmEvent(by: number, id: string): void {
    writes.get(by)?.relayed.add(id);
    endWrite(by);
  }

  /**
   * Stops tracking a write whose outcome or events this process does not know: its events have to
   * be looked for in the database, until `certainAfterMs` have passed and none is found.
   */
  function loseWrite(by: number, certainAfterMs = maxWriteMs): void {
    writes.delete(by);
    const certainAt = clock.monotonic() + certainAfterMs;
    // Near ranges are merged, so that a long outage of the bus makes one range of all its writes.
    const near = lost.find(({ after, upTo }) => by > after - maxGap && by <= upTo + maxGap) ?? {
      after: by,
      upTo: by,
      certainAt,
    };
    lost = [
      ...lost.filter((range) => range !== near),
      {
        after: Math.min(near.after, by - 1),
        upTo: Math.max(near.upTo, by),
        certainAt: Math.max(near.certainAt, certainAt),
      },
    ];
  }

  /** Notes that no event of a lost range was found; the range stays while a write may be late. */
  function closeRange(range: Range): void {
    lost = lost.filter((one) => one !== range || clock.monotonic() < one.certainAt);
  }

  /** Whether the bus has the event of a write about this job. */
  function isRelayed(by: number, id: string): boolean {
    const write = writes.get(by);
    if (write !== undefined) return write.relayed.has(id);
    return !lost.some(({ after, upTo }) => by > after && by <= upTo);
  }

  function watermark(): number {
    const [firstOpen = last + 1] = writes.keys();
    return Math.min(firstOpen - 1, ...lost.map(({ after }) => after));
  }

  return {
    /** Numbers the next write one above `number`. */
    startAfter(number: number) {
      last = number;
    },
    ...{ beginWrite, addEvent, endWrite, confirmEvent, loseWrite, closeRange },
    ...{ isRelayed, watermark },
    lastWrite: () => last,
    lostRanges: (): Range[] => lost,
    /** Whether no write is under way or has events to relay, lost ones aside. */
    isIdle: () => writes.size === 0,
  };
}
