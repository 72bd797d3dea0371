import { useQuery } from "@tanstack/react-query";
import { client } from "../../lib/api/client.ts";
import { queryKeys } from "../../lib/api/query-keys.ts";

/** Queries whose password an invitation or reset link sets; an error where the link is no good. */
export function useLink(token: string) {
  return useQuery({
    queryKey: queryKeys.link(token),
    queryFn: ({ signal }) => client.call("auth.check-link", { body: { token }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
