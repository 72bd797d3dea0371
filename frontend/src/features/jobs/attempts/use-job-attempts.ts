import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Queries the attempts of a job; `useLiveJobs` refetches them when an event reports a change. */
export function useJobAttempts(id: string) {
  return useQuery({
    queryKey: queryKeys.jobs.attempts(id),
    queryFn: ({ signal }) =>
      readAllPages((paging) =>
        client.call("jobs.attempts", { params: { id }, query: paging, signal }),
      ),
    staleTime: 0,
  });
}
