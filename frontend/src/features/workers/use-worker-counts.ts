import { useQuery } from "@tanstack/react-query";
import { client } from "../../lib/api/client.ts";
import { queryKeys } from "../../lib/api/query-keys.ts";

/** Queries how many workers there are, and which are missing. */
export function useWorkerCounts() {
  return useQuery({
    queryKey: queryKeys.workers.counts,
    queryFn: ({ signal }) => client.call("workers.counts", { signal }),
  });
}
