import { isJobEvent } from "@formwork/contracts/events/events";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { client } from "../../../../lib/api/client.ts";
import { queryKeys } from "../../../../lib/api/query-keys.ts";
import { useLiveConnection } from "../../../../lib/live/live-context.ts";
import { throttle } from "../../../../lib/throttle.ts";

const refetchIntervalMs = 1_000;

/** Queries the newest `limit` re-runs of a job, again when one of them changes. */
export function useReruns(id: string, limit: number) {
  const live = useLiveConnection();
  const queries = useQueryClient();
  const queryKey = queryKeys.jobs.reruns(id);
  useEffect(() => {
    const key = queryKeys.jobs.reruns(id);
    const refetch = throttle(
      () => void queries.invalidateQueries({ queryKey: key }),
      refetchIntervalMs,
    );
    const stopListening = live.on.event((event) => {
      if (!isJobEvent(event) || event.data.rerunOf !== id) return;
      if (event.type !== "job.progressed") refetch.call();
    });
    return () => {
      stopListening();
      refetch.stop();
    };
  }, [id, live, queries]);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => client.call("jobs.list", { query: { rerunOf: id, limit }, signal }),
    staleTime: 0,
  });
}
