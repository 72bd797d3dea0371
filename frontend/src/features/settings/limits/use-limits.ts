import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useLiveRefetch } from "../../../lib/live/use-live-refetch.ts";

/** Queues that are shown: hundreds are no help to anybody. */
const maxShown = 200;
/** Milliseconds between two readings while jobs start and end. */
const everyMs = 5_000;

/** Queries the limits that hold for every caller. */
export function useLimits() {
  return useQuery({
    queryKey: queryKeys.limits.saved,
    queryFn: ({ signal }) => client.call("settings.limits", { signal }),
    staleTime: 0,
  });
}

/** Queries whose jobs run and wait, again when jobs move. */
export function useLimitsReport() {
  useRefetchWithJobs(queryKeys.limits.report);
  return useQuery({
    queryKey: queryKeys.limits.report,
    queryFn: ({ signal }) => client.call("settings.limits-report", { signal }),
    staleTime: 0,
  });
}

/** Queries the queues with their limits, again when jobs or their rules change. */
export function useQueueLimits() {
  useRefetchWithJobs(queryKeys.queues.rules);
  return useQuery({
    queryKey: queryKeys.queues.rules,
    queryFn: ({ signal }) => client.call("queues.list", { query: { limit: maxShown }, signal }),
    staleTime: 0,
  });
}

function useRefetchWithJobs(queryKey: readonly string[]): void {
  useLiveRefetch({
    ...{ queryKey, everyMs, cancelRefetch: false },
    concerns: ({ type }) =>
      type.startsWith("queue.") || (type.startsWith("job.") && type !== "job.progressed"),
  });
}
