import type { Worker } from "@formwork/contracts/worker";

const at = "2026-03-01T08:00:00.000Z";

/** Builds a worker that is online and runs the jobs with these ids. */
export function aWorker({
  jobs = [],
  ...given
}: Partial<Omit<Worker, "jobs" | "running">> & { jobs?: string[] } = {}): Worker {
  return {
    ...{ id: "worker-1", host: "host-1", pid: 7, version: "0.1.0", kinds: ["http"], queues: null },
    ...{ concurrency: 10, state: "online", drain: null, stopping: false, confinement: null },
    ...{ startedAt: at, heartbeatAt: at, offlineAt: null, end: null },
    running: jobs,
    runningCount: jobs.length,
    jobs: jobs.map((id) => ({ id, template: "sample-job", summary: `of ${id}` })),
    ...given,
  };
}
