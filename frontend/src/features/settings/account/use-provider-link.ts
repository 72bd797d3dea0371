import { useMutation, useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Returns the name of the OpenID provider that users may sign in with; null where there is none. */
export function useProviderName(): string | null {
  const state = useQuery({
    queryKey: queryKeys.setUp,
    queryFn: ({ signal }) => client.call("setup.state", { signal }),
  });
  return state.data?.provider ?? null;
}

/** Leads to the provider, and from there back to link whom it names to the user. */
export function useConnect() {
  return useMutation({
    mutationFn: (current: string) => client.call("auth.link-begin", { body: { current } }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}
