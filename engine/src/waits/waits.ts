import type { JobWait } from "@formwork/contracts/job-wait";

/** The verb of jobs that wait. */
export type Waits = {
  /** Returns why a job has not started. Fails with `job-not-found`. */
  explain: (params: { id: string }) => Promise<JobWait>;
};
