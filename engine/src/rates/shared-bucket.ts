import { fail } from "../errors.ts";
import { type BucketSize, fullAfter, tokensIn, waitOf } from "../runtime/flow/token-bucket.ts";
import type { Table } from "../store/table.ts";
import type { RateRow } from "./rate-table.ts";
import { addedTo, nothing, plus } from "./unstored.ts";

/** What a call asks of a bucket. */
export type Take = {
  size: BucketSize;
  /** Tokens to take; 0 asks whether one is there. */
  count: number;
  /** Where one token is there, takes them all; those that it lacks are owed. */
  mayOwe?: boolean;
  /**
   * Tokens that a process takes before it writes the row, and as many while it does; with 0 every
   * call writes it.
   */
  portion: number;
};

/** How a bucket is after a call. `waitMs`: until the next token is there; 0 while one is. */
export type Level = { granted: boolean; left: number; waitMs: number };

export type SharedBucket = {
  /** Takes tokens, or none. Only a call that begins a portion waits for the store. */
  take: (take: Take) => Promise<Level>;
  /** Takes tokens whether they are there or not; a negative count puts tokens back. */
  owe: (take: Pick<Take, "size" | "count" | "portion">) => Promise<void>;
};

type Deps = {
  id: string;
  rows: Pick<Table<RateRow>, "get" | "insert" | "replaceIf">;
  /** The store's clock, which is the same for all processes. */
  now: () => number;
};

/** Times a row is written again because another process was faster. */
const maxAttempts = 100;
/** How long the row of a full bucket stays, so that what several processes took adds up. */
const keptFullMs = 60_000;
/** Errors of sums of fractions are smaller, and a token that is a millisecond early harms nobody. */
const roundingMs = 1;

/**
 * Makes the view that one process has of a bucket that all processes share. It decides by what it
 * knows, in memory, and writes down a portion of what it took in one write, by which it also learns
 * what others took. So all together give no more than one bucket would, and two portions for each
 * process. A call that is refused costs no write.
 */
export function createSharedBucket({ id, rows, now }: Deps): SharedBucket {
  /** When the bucket is full again, as far as this process knows. */
  let fullAt = Number.NEGATIVE_INFINITY;
  let unstored = nothing;
  /** The row as it was read or written last; undefined before the first time. */
  let stored: { row: RateRow; version: number } | null | undefined;
  let writing: Promise<unknown> | null = null;

  async function take(wanted: Take): Promise<Level> {
    for (;;) {
      if (lacks(wanted, fullAt)) return levelOf(wanted, false);
      if (stored !== undefined && unstored.tokens + wanted.count <= wanted.portion) {
        spend(wanted);
        // The next portion begins with what others took, before anybody has to wait for it.
        if (2 * unstored.tokens > wanted.portion) write(null).catch(() => undefined);
        return levelOf(wanted, true);
      }
      if (writing === null) return levelOf(wanted, await takeAndWrite(wanted));
      await writing;
    }
  }

  function lacks({ size, count, mayOwe }: Take, full: number): boolean {
    const needed = mayOwe === true ? 1 : Math.max(1, count);
    return waitOf(size, { fullAt: full, now: now(), count: needed }) > roundingMs;
  }
  function levelOf({ size }: Take, granted: boolean): Level {
    const at = now();
    const waitMs = waitOf(size, { fullAt, now: at, count: 1 });
    return {
      granted,
      left: tokensIn(size, fullAt - roundingMs, at),
      waitMs: waitMs > roundingMs ? waitMs : 0,
    };
  }
  function spend({ size, count }: Pick<Take, "size" | "count">): void {
    const at = now();
    fullAt = fullAfter(size, { fullAt, now: at, count });
    unstored = plus(unstored, { tokens: Math.abs(count), ms: count * size.refillMs, since: at });
  }

  /** Takes by a write. Without the store, tokens are counted in memory until it is back. */
  async function takeAndWrite(wanted: Take): Promise<boolean> {
    try {
      return await write(wanted);
    } catch (error) {
      if (wanted.portion === 0) throw error;
      spend(wanted);
      return true;
    }
  }
  /** Writes down what was taken, and takes `wanted` in the same write; false where it is not there. */
  function write(wanted: Take | null): Promise<boolean> {
    if (writing !== null) return writing.then(() => true);
    const done = writeOnce(wanted).finally(() => {
      writing = null;
    });
    writing = done.catch(() => undefined);
    return done;
  }
  async function writeOnce(wanted: Take | null): Promise<boolean> {
    const taken = unstored;
    unstored = nothing;
    try {
      for (let attempt = 0; attempt < maxAttempts; attempt++) {
        if (stored === undefined) stored = await rows.get({ id });
        const before = addedTo(stored?.row.fullAt ?? Number.NEGATIVE_INFINITY, taken);
        const granted = wanted === null || !lacks(wanted, before);
        const after = granted && wanted !== null ? afterTaking(wanted, before) : before;
        if (!(await replace(after))) continue;
        learn(after, wanted?.portion === 0);
        return granted;
      }
      return fail("unavailable", "A limit is being counted too often at once");
    } catch (error) {
      unstored = plus(taken, unstored);
      stored = undefined;
      throw error;
    }
  }
  function afterTaking({ size, count }: Take, full: number): number {
    return count === 0 ? full : fullAfter(size, { fullAt: full, now: now(), count });
  }
  /** Replaces the row, unless another process did: then it is read again. */
  async function replace(after: number): Promise<boolean> {
    if (after === (stored?.row.fullAt ?? Number.NEGATIVE_INFINITY)) return true;
    const row = { id, fullAt: after, keptUntil: Math.max(after, now()) + keptFullMs };
    const version = stored?.version ?? null;
    const { outcome } =
      version === null ? await rows.insert({ row }) : await rows.replaceIf({ row, version });
    stored = outcome === "stored" ? { row, version: (version ?? 0) + 1 } : undefined;
    return outcome === "stored";
  }
  /** Takes over what the row says. Where every call writes it, the row alone counts. */
  function learn(after: number, rowAlone: boolean): void {
    const known = addedTo(after, unstored);
    fullAt = rowAlone ? known : Math.max(fullAt, known);
  }

  return {
    take,
    async owe({ size, count, portion }) {
      spend({ size, count });
      if (unstored.tokens <= portion) return;
      while (writing !== null) await writing;
      await write(null);
    },
  };
}
