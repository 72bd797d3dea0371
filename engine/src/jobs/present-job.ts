import type { Job } from "@formwork/contracts/job";
import { maskSecrets } from "./secrets.ts";

/** Returns a job as the API shows it, with its secrets masked. */
export function presentJob(job: Job): Job {
  return { ...job, payload: maskSecrets(job.payload) };
}
