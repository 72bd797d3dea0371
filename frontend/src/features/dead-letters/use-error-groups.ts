import type { ErrorGroup } from "@formwork/contracts/dead-letter";
import { type QueryClient, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { client } from "../../lib/api/client.ts";
import { queryKeys } from "../../lib/api/query-keys.ts";

export type GroupSort = "-lastAt" | "-count";

/** Groups of one page. */
const pageSize = 50;

/** Queries the groups of dead letters, page by page. */
export function useErrorGroups(sort: GroupSort) {
  return useInfiniteQuery({
    queryKey: queryKeys.errors.list({ sort }),
    queryFn: ({ pageParam, signal }) =>
      client.call("errors.list", {
        query: { sort, limit: pageSize, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** Queries one group; null where it has no open job. */
export function useErrorGroup(key: string) {
  return useQuery({
    queryKey: queryKeys.errors.one(key),
    queryFn: async ({ signal }): Promise<ErrorGroup | null> => {
      const query = { error: key, limit: 1 };
      return (await client.call("errors.list", { query, signal })).items[0] ?? null;
    },
  });
}

/** Queries the fields that differ in a group. */
export function useGroupFields(key: string) {
  return useQuery({
    queryKey: queryKeys.errors.fields(key),
    queryFn: ({ signal }) => client.call("errors.fields", { params: { key }, signal }),
  });
}

/** Queries how many dead letters are open. */
export function useDeadLetterCount() {
  return useQuery({
    queryKey: queryKeys.errors.count,
    queryFn: ({ signal }) => client.call("errors.list", { query: { limit: 1 }, signal }),
    select: ({ jobs }) => jobs,
  });
}

/** Asks for all that is shown of dead letters again. */
export function refetchDeadLetters(queries: QueryClient): void {
  // A count may take long: it is not asked for again before it is answered.
  void queries.invalidateQueries({ queryKey: queryKeys.errors.all }, { cancelRefetch: false });
}
