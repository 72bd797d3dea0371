import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Queries how many jobs are in each state. Events keep the counts current. */
export function useJobCounts() {
  return useQuery({
    queryKey: queryKeys.jobs.stats({}),
    queryFn: ({ signal }) => client.call("jobs.stats", { query: {}, signal }),
    staleTime: 0,
  });
}
