import { useQuery } from "@tanstack/react-query";
import { client } from "./client.ts";
import { queryKeys } from "./query-keys.ts";

/** Queries how many workers there are, and which are missing, as soon as it is `enabled`. */
export function useWorkerCounts(enabled = true) {
  return useQuery({
    enabled,
    queryKey: queryKeys.workers.counts,
    queryFn: ({ signal }) => client.call("workers.counts", { signal }),
  });
}
