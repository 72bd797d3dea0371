import { readAllPages } from "@formwork/contracts/client/read-all-pages";
import type { JobEvent } from "@formwork/contracts/events/events";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useLiveConnection } from "../../../lib/live/live-context.ts";
import { fetchWithEvents } from "../cache/fetch-with-events.ts";
import { addToHistory } from "../cache/patch-job.ts";

/** Queries all events of a job, oldest first; `useLiveJobs` keeps them current. */
export function useJobHistory(id: string) {
  const live = useLiveConnection();
  return useQuery({
    queryKey: queryKeys.jobs.events(id),
    queryFn: async ({ signal }): Promise<JobEvent[]> => {
      const { reply, events } = await fetchWithEvents(live, () =>
        readAllPages((paging) =>
          client.call("jobs.events", { params: { id }, query: paging, signal }),
        ),
      );
      return addToHistory(reply, events, id);
    },
    staleTime: 0,
  });
}
