import type { PruneStore } from "../../verbs/prune-store.ts";
import type { Connection } from "../connection/connection.ts";
import type { TemplateQueues } from "../jobs/template-queues.ts";
import type { CountEpoch } from "../outbox/count-epoch.ts";
import type { Watermarks } from "../outbox/watermarks.ts";
import { createFindExpired } from "./find-expired.ts";
import { createPruneJobs } from "./prune-jobs.ts";
import { createPruneLogs } from "./prune-logs.ts";

/** Finds and removes what was kept for long enough. */
export function createRetention(deps: {
  connection: Connection;
  watermarks: Watermarks;
  templateQueues: TemplateQueues;
  epochs: CountEpoch;
}): PruneStore {
  const { pruneJobs, removeHidden } = createPruneJobs(deps);
  return {
    findExpiredJobs: createFindExpired(deps),
    pruneJobs,
    ...createPruneLogs(deps),
    async pruneLeftovers() {
      await deps.watermarks.removeOldProcesses();
      return removeHidden();
    },
  };
}
