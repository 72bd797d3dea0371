import { errorHash, openGroup } from "../errors/error-group.ts";
import type { StoredTime } from "../iso-time.ts";
import { type LostJob, rescueVerdict } from "./rescue-verdict.ts";
import type { Step } from "./step.ts";

/** Returns the step of a job whose lease ran out: it is queued again, or fails for good. */
export function lostStep<Time extends StoredTime>(
  job: LostJob & { template: string },
  { at, maxCrashes }: { at: Time; maxCrashes: number },
): Step<Time> {
  const { cause, error } = rescueVerdict(job, maxCrashes);
  const step: Step<Time> = { c: cause, at, error: JSON.stringify(error), lost: true };
  if (cause === "rescue") return job.isSpared ? { ...step, spared: true } : step;
  return { ...step, group: openGroup(job.template, errorHash(error)) };
}
