import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useLiveRefetch } from "../../../lib/live/use-live-refetch.ts";

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
  useLiveRefetch({
    queryKey: queryKeys.retention.report,
    concerns: ({ type }) => type === "retention.pruned" || type.startsWith("template."),
  });
  return useQuery({
    queryKey: queryKeys.retention.report,
    queryFn: ({ signal }) => client.call("settings.retention-report", { signal }),
    staleTime: 0,
  });
}
