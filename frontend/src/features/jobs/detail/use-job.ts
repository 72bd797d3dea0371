import type { Job } from "@formwork/contracts/job";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useLiveConnection } from "../../../lib/live/live-context.ts";
import { fetchWithEvents } from "../cache/fetch-with-events.ts";
import { patchJob } from "../cache/patch-job.ts";

/** Queries one job; `useLiveJobs` keeps it current. */
export function useJob(id: string) {
  const live = useLiveConnection();
  return useQuery({
    queryKey: queryKeys.jobs.one(id),
    queryFn: async ({ signal }): Promise<Job> => {
      const { reply, events } = await fetchWithEvents(live, () =>
        client.call("jobs.get", { params: { id }, signal }),
      );
      return patchJob(reply, events);
    },
    staleTime: 0,
  });
}
