import type { Connection } from "../connection/connection.ts";

/** A job, and the offset of its last log line that is to be removed. */
export type LogEnd = { id: string; lines: number };

/** Chunks of one log that are removed at once; more come in portions. */
const maxChunks = 1000;

/**
 * Makes the removal of logs up to their last lines, the oldest lines first. Returns the jobs of which
 * nothing is left.
 */
export function createRemoveLogs({ connection }: { connection: Connection }) {
  const { log_chunks } = connection.collections;

  /** Returns up to which line a log is removed now; a chunk has a line or more. */
  async function nextEnd({ id, lines }: LogEnd): Promise<number> {
    if (lines <= maxChunks) return lines;
    const chunk = await log_chunks.findOne(
      { job: { $eq: id } },
      { sort: { job: 1, last: 1 }, skip: maxChunks, projection: { last: 1 } },
    );
    return Math.min(lines, chunk?.last ?? lines);
  }

  return (logs: LogEnd[]): Promise<string[]> =>
    connection.ask(async () => {
      if (logs.length === 0) return [];
      const ends = await Promise.all(logs.map(nextEnd));
      const statements = logs.map(({ id }, index) => ({
        deleteMany: { filter: { job: id, last: { $lte: ends[index] ?? 0 } } },
      }));
      await log_chunks.bulkWrite(statements, { ordered: false });
      return logs.flatMap(({ id, lines }, index) => (ends[index] === lines ? [id] : []));
    });
}
