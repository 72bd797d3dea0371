import { isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { readAllPages } from "../../../lib/api/read-all-pages.ts";
import { useLiveConnection } from "../../../lib/live/live-context.tsx";
import { addToHistory } from "../cache/patch-job.ts";

/** All events of a job in order, kept fresh by events (`useLiveJobs`). */
export function useJobHistory(id: string) {
  const live = useLiveConnection();
  return useQuery({
    queryKey: queryKeys.jobs.events(id),
    queryFn: async ({ signal }): Promise<JobEvent[]> => {
      const mark = live.mark();
      const events = await readAllPages((paging) =>
        client.call("jobs.events", { params: { id }, query: paging, signal }),
      );
      return addToHistory(events, (live.since(mark) ?? []).filter(isJobEvent), id);
    },
    staleTime: 0,
  });
}
