import type { Worker } from "@formwork/contracts/worker";
import { isoTime, isoTimeOrNull } from "../store/iso-time.ts";
import { stateOf } from "./worker-life.ts";
import type { WorkerRow } from "./worker-table.ts";

/** Returns a worker as the API shows it. */
export function presentWorker(row: WorkerRow): Worker {
  const { id, kinds, queues, concurrency, host, pid, version, jobs, drain } = row;
  return {
    ...{ id, kinds, queues, concurrency, host, pid, version, jobs },
    confinement: row.confinement ?? null,
    state: stateOf(row),
    running: jobs.map((job) => job.id),
    runningCount: row.runningCount,
    drain: drain && {
      by: drain.by,
      at: isoTime(drain.at),
      seenAt: isoTimeOrNull(drain.seenAt),
    },
    stopping: row.isLive && row.isStopping,
    startedAt: isoTime(row.startedAt),
    heartbeatAt: isoTime(row.heartbeatAt),
    offlineAt: isoTimeOrNull(row.offlineAt),
    end: row.end,
  };
}
