import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { queryKeys } from "../query-keys.ts";

/** Queries all users; for admins, who alone may ask. */
export function usePeople({ enabled = true }: { enabled?: boolean } = {}) {
  return useQuery({
    enabled,
    queryKey: queryKeys.people,
    queryFn: ({ signal }) =>
      readAllPages((paging) => client.call("users.list", { query: paging, signal })),
    staleTime: 0,
  });
}
