import type { Job } from "@formwork/contracts/job";
import { maskSecrets } from "./secrets.ts";

/** A job as it may leave the server: its secrets masked. */
export function presentJob(job: Job): Job {
  return { ...job, payload: maskSecrets(job.payload) };
}
