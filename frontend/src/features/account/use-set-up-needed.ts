import { useQuery } from "@tanstack/react-query";
import { client } from "../../lib/api/client.ts";
import { queryKeys } from "../../lib/api/query-keys.ts";

/** Returns whether there is no account yet; undefined while loading. */
export function useSetUpNeeded(): boolean | undefined {
  return useQuery({
    queryKey: queryKeys.setUp,
    queryFn: ({ signal }) => client.call("setup.state", { signal }),
    staleTime: 0,
  }).data?.needed;
}
