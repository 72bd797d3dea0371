import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useLiveConnection } from "../../../lib/live/live-context.ts";

/** Queries how long jobs and logs are kept. */
export function useRetention() {
  return useQuery({
    queryKey: queryKeys.retention.saved,
    queryFn: ({ signal }) => client.call("settings.retention", { signal }),
    staleTime: 0,
  });
}

/** Queries the last clean-up and the templates' own retentions, again after each clean-up. */
export function useRetentionReport() {
  const live = useLiveConnection();
  const queries = useQueryClient();
  useEffect(() => {
    const refetch = () => void queries.invalidateQueries({ queryKey: queryKeys.retention.report });
    const offEvent = live.on.event(({ type }) => {
      if (type === "retention.pruned" || type.startsWith("template.")) refetch();
    });
    const offReset = live.on.reset(refetch);
    return () => {
      offEvent();
      offReset();
    };
  }, [live, queries]);
  return useQuery({
    queryKey: queryKeys.retention.report,
    queryFn: ({ signal }) => client.call("settings.retention-report", { signal }),
    staleTime: 0,
  });
}
