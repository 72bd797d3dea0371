import { useQuery } from "@tanstack/react-query";
import { client } from "../../lib/api/client.ts";
import { queryKeys } from "../../lib/api/query-keys.ts";

/** Whether the first account is still to be made; undefined until known. */
export function useSetUpNeeded(): boolean | undefined {
  return useQuery({
    queryKey: queryKeys.setUp,
    queryFn: ({ signal }) => client.call("setup.state", { signal }),
    staleTime: 0,
  }).data?.needed;
}
