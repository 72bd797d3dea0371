import type { PruneStore } from "../../verbs/prune-store.ts";
import type { Threads } from "./threads.ts";

/** Finds and removes what was kept for long enough. Looking keeps no write waiting. */
export function createPruneCalls({ write, read }: Threads, now: () => number): PruneStore {
  return {
    findExpiredJobs: (wanted) => read("findExpiredJobs", { ...wanted, now: now() }),
    pruneJobs: (wanted) => write("pruneJobs", wanted),
    findOldLogs: (wanted) => read("findOldLogs", { ...wanted, now: now() }),
    pruneLogs: (wanted) => write("pruneLogs", wanted),
    logRemovedAt: ({ id }) => read("logRemovedAt", id),
    pruneLeftovers: () => write("pruneLeftovers", undefined),
  };
}
