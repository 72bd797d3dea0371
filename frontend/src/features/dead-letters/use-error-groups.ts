import type { ErrorGroup } from "@formwork/contracts/dead-letter";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { client } from "../../lib/api/client.ts";
import { cursorPages, pageQuery } from "../../lib/api/cursor-pages.ts";
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
        query: { sort, ...pageQuery(pageSize, pageParam) },
        signal,
      }),
    ...cursorPages,
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
