import { isJobEvent } from "@formwork/contracts/events/events";
import type { Job } from "@formwork/contracts/job";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { useLiveConnection } from "../../../lib/live/live-context.tsx";
import { patchJob } from "../cache/patch-job.ts";

/**
 * One job, kept fresh by events (`useLiveJobs`). What was pushed while it was fetched counts too.
 */
export function useJob(id: string) {
  const live = useLiveConnection();
  return useQuery({
    queryKey: queryKeys.jobs.one(id),
    queryFn: async ({ signal }): Promise<Job> => {
      const mark = live.mark();
      const job = await client.call("jobs.get", { params: { id }, signal });
      return patchJob(job, (live.since(mark) ?? []).filter(isJobEvent));
    },
    staleTime: 0,
  });
}
