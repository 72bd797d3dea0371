import type { Worker } from "@formwork/contracts/worker";

/**
 * Returns a worker without the jobs that have ended since its last heartbeat. One that is offline
 * reports nothing more, and keeps the jobs that it held.
 */
export function withoutJobs(worker: Worker, ended: ReadonlySet<string>): Worker {
  if (worker.state === "offline" || !worker.running.some((id) => ended.has(id))) return worker;
  const jobs = worker.jobs.filter(({ id }) => !ended.has(id));
  return {
    ...worker,
    jobs,
    running: jobs.map(({ id }) => id),
    runningCount: worker.runningCount - (worker.jobs.length - jobs.length),
  };
}
