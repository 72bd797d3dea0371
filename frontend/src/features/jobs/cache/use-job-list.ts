import { isJobEvent } from "@formwork/contracts/events/events";
import { useInfiniteQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useMe } from "../../../lib/api/use-me.ts";
import type { Live } from "../../../lib/live/live-connection.ts";
import { useLiveConnection } from "../../../lib/live/live-context.tsx";
import { type JobView, queryOf } from "../job-view.ts";
import { applyEvents, type JobPage, type ListContext } from "./job-pages.ts";

const rowsPerPage = 100;

type Ask = { cursor: string | null; signal: AbortSignal };

/**
 * A page as of the end of the fetch: what was pushed meanwhile is applied to it, since the answer
 * may be older.
 */
async function fetchPage(
  live: Live,
  context: ListContext,
  { cursor, signal }: Ask,
): Promise<JobPage> {
  const mark = live.mark();
  const query = {
    ...queryOf(context.view),
    limit: rowsPerPage,
    ...(cursor !== null && { cursor }),
  };
  const page: JobPage = await client.call("jobs.list", { query, signal });
  const events = (live.since(mark) ?? []).filter(isJobEvent);
  const known =
    cursor === null
      ? events
      : events.filter(({ subject }) => page.items.some(({ id }) => id === subject));
  return applyEvents([page], known, context)[0] ?? page;
}

/** The jobs of a view, page by page; kept fresh by events (`useLiveJobs`). */
export function useJobList(view: JobView) {
  const live = useLiveConnection();
  const me = useMe().data?.id ?? "";
  return useInfiniteQuery({
    queryKey: queryKeys.jobs.list(view),
    queryFn: ({ pageParam, signal }) =>
      fetchPage(live, { view, me }, { cursor: pageParam, signal }),
    initialPageParam: null as string | null, // the type of every later cursor
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
    staleTime: 0,
  });
}
