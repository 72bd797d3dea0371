import type { Principal } from "../accounts/account.ts";
import type { Worker } from "../worker.ts";
import { isWithinSight, missesSome } from "./within-sight.ts";

/** Returns a worker as a principal sees it: without the jobs that are foreign, which are counted. */
export function workerSeenBy(principal: Principal, worker: Worker): Worker {
  if (!missesSome(principal)) return worker;
  const jobs = worker.jobs.filter((job) => isWithinSight(principal, job));
  return { ...worker, jobs, running: jobs.map(({ id }) => id) };
}
