import { useQuery } from "@tanstack/react-query";
import { client } from "../../lib/api/client.ts";
import { queryKeys } from "../../lib/api/query-keys.ts";

/**
 * Returns whether there is no account yet, and the name of the OpenID provider that users may sign in
 * with, or null; undefined while loading.
 */
export function useSetUpState(): { needed: boolean; provider: string | null } | undefined {
  return useQuery({
    queryKey: queryKeys.setUp,
    queryFn: ({ signal }) => client.call("setup.state", { signal }),
    staleTime: 0,
  }).data;
}
