import { useQuery } from "@tanstack/react-query";
import { client } from "../../lib/api/client.ts";
import { queryKeys } from "../../lib/api/query-keys.ts";

/** Queries how many dead letters are open. */
export function useDeadLetterCount() {
  return useQuery({
    queryKey: queryKeys.errors.count,
    queryFn: ({ signal }) => client.call("errors.list", { query: { limit: 1 }, signal }),
    select: ({ jobs }) => jobs,
  });
}
