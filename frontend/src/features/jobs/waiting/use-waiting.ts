import { isJobEvent } from "@formwork/contracts/events/events";
import type { JobSummary } from "@formwork/contracts/job";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useLiveRefetch } from "../../../lib/live/use-live-refetch.ts";

/** Milliseconds between two questions while other jobs of the queue come and go. */
const refetchMs = 2_000;

/** Returns whether a job has not started, so that there is a reason why. */
export function isWaiting({ state }: Pick<JobSummary, "state">): boolean {
  return state === "scheduled" || state === "queued" || state === "retrying";
}

/** Queries why a job waits; asks again when an event says that it may be another reason now. */
export function useWaiting(job: JobSummary) {
  const { id, seq, queue } = job;
  const enabled = isWaiting(job);
  useLiveRefetch({
    queryKey: queryKeys.jobs.waitings(id),
    concerns: (event) =>
      isJobEvent(event) ? event.data.queue === queue : concernsQueues(event.type),
    everyMs: refetchMs,
    cancelRefetch: false,
    enabled,
  });
  return useQuery({
    // A step of the job makes another question: the old answer is wrong at once.
    queryKey: queryKeys.jobs.waiting(id, seq),
    queryFn: ({ signal }) => client.call("jobs.waiting", { params: { id }, signal }),
    enabled,
    staleTime: 0,
    placeholderData: (before) => before,
  });
}

function concernsQueues(type: string): boolean {
  return type.startsWith("queue.") || type.startsWith("worker.");
}
