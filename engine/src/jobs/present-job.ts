import type { Job } from "@formwork/contracts/job";
import { maskSecrets } from "./secrets/seal.ts";

/** Returns a job as the API shows it, with a handle in place of each secret. */
export function presentJob(job: Job): Job {
  return { ...job, payload: maskSecrets(job.payload) };
}
