import { type JobState, next } from "@formwork/contracts/states";
import type { Store } from "./store.ts";

type Steering = Parameters<Store["steerJob"]>[0]["cause"];

/**
 * Whether a person may move the job now. Dismissing is no move to another state, so only the mark
 * tells that it was done.
 */
export function maySteer(job: { state: JobState; dismissedAt: unknown }, cause: Steering): boolean {
  return next(job.state, cause) !== undefined && (cause !== "dismiss" || job.dismissedAt === null);
}
