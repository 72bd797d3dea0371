import { queryKeys } from "../../lib/api/query-keys.ts";
import { useLiveRefetch } from "../../lib/live/use-live-refetch.ts";

/** Many workers may come and go at once, as in a rolling restart. */
const refetchIntervalMs = 1_000;

/**
 * Refetches workers, their counts and queues when an event reports a change of one. Mounted once, in
 * the shell.
 */
export function useLiveWorkers() {
  useLiveRefetch({
    queryKey: queryKeys.workers.all,
    concerns: ({ type }) => type.startsWith("worker."),
    everyMs: refetchIntervalMs,
  });
  useLiveRefetch({
    queryKey: queryKeys.queues.list,
    concerns: ({ type }) => type.startsWith("queue."),
    everyMs: refetchIntervalMs,
  });
}
