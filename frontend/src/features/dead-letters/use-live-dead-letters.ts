import { isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import { queryKeys } from "../../lib/api/query-keys.ts";
import { useLiveRefetch } from "../../lib/live/use-live-refetch.ts";

const refetchIntervalMs = 2_000;

/** Refetches dead letters when an event reports that there are more or fewer. Mounted in the shell. */
export function useLiveDeadLetters() {
  useLiveRefetch({
    queryKey: queryKeys.errors.all,
    concerns: (event) => isJobEvent(event) && changesDeadLetters(event),
    everyMs: refetchIntervalMs,
    cancelRefetch: false,
  });
}

/** Whether an event may make a dead letter of a job, or take it out of them. */
function changesDeadLetters({ type, data }: JobEvent): boolean {
  switch (type) {
    case "job.failed":
    case "job.dismissed":
    case "job.requeued":
      return true;
    case "job.deleted":
      return data.state === "failed" && data.dismissedAt === null;
    default:
      return false;
  }
}
