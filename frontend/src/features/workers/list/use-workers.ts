import type { Worker } from "@formwork/contracts/worker";
import { useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { cursorPages, pageQuery } from "../../../lib/api/cursor-pages.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useLiveConnection } from "../../../lib/live/live-context.ts";
import { useEndedJobs } from "./use-ended-jobs.ts";
import { withoutJobs } from "./without-jobs.ts";

const rowsPerPage = 100;
/** Workers report themselves as often; no event says that they did. */
const heartbeatMs = 5_000;

/**
 * Queries the workers page by page, and again at each of their heartbeats while the page is seen.
 * Jobs that have ended since are left out at once.
 */
export function useWorkers() {
  const live = useLiveConnection();
  const ended = useEndedJobs(live);
  return useInfiniteQuery({
    queryKey: queryKeys.workers.list,
    queryFn: ({ pageParam, signal }) =>
      client.call("workers.list", {
        query: pageQuery(rowsPerPage, pageParam),
        signal,
      }),
    ...cursorPages,
    refetchInterval: heartbeatMs,
    select: ({ pages }): Worker[] =>
      pages.flatMap(({ items }) => items).map((worker) => withoutJobs(worker, ended)),
  });
}
