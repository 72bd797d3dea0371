import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { queryKeys } from "../../lib/api/query-keys.ts";
import { useLiveConnection } from "../../lib/live/live-context.ts";
import { throttle } from "../../lib/throttle.ts";

/** Many workers may come and go at once, as in a rolling restart. */
const refetchIntervalMs = 1_000;

/**
 * Refetches workers, their counts and queues when an event reports a change of one. Mounted once, in
 * the shell.
 */
export function useLiveWorkers() {
  const live = useLiveConnection();
  const queries = useQueryClient();

  useEffect(() => {
    const refetch = throttle(
      () => void queries.invalidateQueries({ queryKey: queryKeys.workers.all }),
      refetchIntervalMs,
    );
    const refetchQueues = throttle(
      () => void queries.invalidateQueries({ queryKey: queryKeys.queues.list }),
      refetchIntervalMs,
    );
    const cleanUps = [
      live.on.event(({ type }) => {
        if (type.startsWith("worker.")) refetch.call();
        if (type.startsWith("queue.")) refetchQueues.call();
      }),
      live.on.reset(() => {
        refetch.call();
        refetchQueues.call();
      }),
      refetch.stop,
      refetchQueues.stop,
    ];
    return () => {
      for (const cleanUp of cleanUps) cleanUp();
    };
  }, [live, queries]);
}
