import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Queries the number of jobs in each state. */
export function useJobStats() {
  return useQuery({
    queryKey: queryKeys.jobs.stats,
    queryFn: ({ signal }) => client.call("jobs.stats", { signal }),
    staleTime: 0,
  });
}
