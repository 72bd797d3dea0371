import { useQuery } from "@tanstack/react-query";
import { client } from "../../lib/api/client.ts";
import { queryKeys } from "../../lib/api/query-keys.ts";
import { useConnectionSettled } from "../../lib/live/use-connection-settled.ts";

/** Queries how many dead letters are open, and whether there may be more. */
export function useDeadLetterCount() {
  const enabled = useConnectionSettled();
  return useQuery({
    enabled,
    queryKey: queryKeys.errors.count,
    queryFn: ({ signal }) => client.call("errors.list", { query: { limit: 1 }, signal }),
    select: ({ jobs, complete }) => ({ jobs, complete }),
  });
}
