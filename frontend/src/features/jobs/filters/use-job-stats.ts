import { skipToken, useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { filterOf, type JobView } from "../job-view.ts";

/** Queries the number of jobs in each state among those that match the other filters of a view. */
export function useJobStats(view: JobView) {
  const query = filterOf({ ...view, state: [] });
  return useQuery({
    queryKey: queryKeys.jobs.stats(query),
    queryFn:
      view.faults.length > 0
        ? skipToken
        : ({ signal }) => client.call("jobs.stats", { query, signal }),
    placeholderData: (previous) => previous,
    staleTime: 0,
  });
}
