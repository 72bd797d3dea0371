import type { Principal } from "@formwork/contracts/account";
import type { JobWait } from "@formwork/contracts/job-wait";

/** The verb of jobs that wait. */
export type Waits = {
  /** Returns why a job has not started; other jobs that the principal may not see are not named. Fails with `job-not-found`. */
  explain: (params: { id: string; principal: Principal }) => Promise<JobWait>;
};
