import { useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { cursorPages, pageQuery } from "../../../lib/api/cursor-pages.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

/** Jobs of one page. */
const pageSize = 20;

/** Queries the jobs of a group, the newest first, page by page. */
export function useGroupJobs(key: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.errors.jobs(key),
    queryFn: ({ pageParam, signal }) =>
      client.call("jobs.list", {
        query: { error: key, ...pageQuery(pageSize, pageParam) },
        signal,
      }),
    ...cursorPages,
  });
}
