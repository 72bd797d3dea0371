import type { Connection } from "../connection/connection.ts";

type EpochDocument = { _id: string; epoch: number };

/**
 * Counts the changes of jobs that their steps do not tell: removals, and marks on the jobs of dead
 * processes. Kept counts of another epoch are not used any more.
 */
export function createCountEpoch({ connection }: { connection: Connection }) {
  const _id = "counts";
  const meta = () => connection.table<EpochDocument>("meta");

  async function raise(): Promise<void> {
    const options = { upsert: true, writeConcern: { w: 1 } } as const;
    await connection.ask(() => meta().updateOne({ _id }, { $inc: { epoch: 1 } }, options));
  }

  return {
    async read(): Promise<number> {
      return (await connection.ask(() => meta().findOne({ _id })))?.epoch ?? 0;
    },
    /** Makes such a change. Whoever counts meanwhile, or before it was raised again, counts anew. */
    async around<T>(change: () => Promise<T>): Promise<T> {
      await raise();
      try {
        return await change();
      } finally {
        await raise();
      }
    },
  };
}
export type CountEpoch = ReturnType<typeof createCountEpoch>;
