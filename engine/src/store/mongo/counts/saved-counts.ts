import type { Connection } from "../connection/connection.ts";
import type { Mark } from "../outbox/writes.ts";

/** Counts of all jobs, by what they are counted by as JSON, where these stood after some writes. */
export type SavedCounts = {
  /** That of `count-epoch.ts` when they were counted. */
  epoch: number;
  /** The last write of each process that is counted. */
  marks: Mark[];
  counts: [key: string, count: number][];
  /** When all jobs were counted, in milliseconds since 1970. */
  countedAt: number;
};

/** Counts that are saved at most: callers name queues, as many as they like. */
const maxCounts = 20_000;

/** Keeps the counts of all jobs in the database, so that a process that starts need not count. */
export function createSavedCounts({ connection }: { connection: Connection }) {
  const _id = "kept_counts";
  const meta = () => connection.table<SavedCounts & { _id: string }>("meta");

  return {
    read: (): Promise<SavedCounts | null> => connection.ask(() => meta().findOne({ _id })),
    /** Saves them, in place of those of any process: each has counted what it names. */
    async write(saved: SavedCounts): Promise<void> {
      if (saved.counts.length > maxCounts) return;
      // What is lost with its server is counted again.
      const options = { upsert: true, writeConcern: { w: 1 } } as const;
      await connection.ask(() => meta().replaceOne({ _id }, saved, options));
    },
  };
}
