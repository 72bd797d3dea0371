import { createDiskSync } from "../../../runtime/disk-sync.ts";
import type { Database } from "../connection/database.ts";
import type { FromThread } from "./protocol.ts";
import { createWrites } from "./serve-writes.ts";
import { createWriterLoop } from "./writer-loop.ts";

type WriterParams = {
  path: string;
  database: Database;
  /** Counts commits for readers on other threads. */
  counter: Int32Array;
  post: (message: FromThread) => void;
  takeMore: () => boolean;
};

/** Creates the loop of the thread that writes, with the waits for the disk of its file. */
export function createWriter({ path, database, counter, post, takeMore }: WriterParams) {
  const disk = createDiskSync({ path, checkpoint: () => database.checkpointLog() });
  const commitSome = createWrites(database, counter);
  const { run, rest } = createWriterLoop({ commitSome, disk, post, takeMore });
  return {
    run,
    /** Resolves when the disk has everything that was committed. */
    async close(): Promise<void> {
      await rest();
      disk.close();
    },
  };
}
