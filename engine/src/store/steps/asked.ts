import { durationText } from "@formwork/contracts/duration";
import type { Job } from "@formwork/contracts/job";

type Asked = {
  timeoutMs: number;
  onDependencyFailure: Job["onDependencyFailure"];
  traceparent?: string | null;
};

/** Returns what a job was submitted with that its events do not show. */
export function askedOf({
  timeoutMs,
  onDependencyFailure,
  traceparent,
}: Asked): Pick<Job, "timeout" | "onDependencyFailure" | "traceId"> {
  return {
    timeout: durationText(timeoutMs),
    onDependencyFailure,
    traceId: traceparent?.split("-")[1] ?? null,
  };
}

/** Returns how often a person has queued a job again. */
export function retriesOf({ run }: { run: number }): number {
  return run - 1;
}
