import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { endsJob } from "../../../lib/live/ends-job.ts";
import { useLiveRefetch } from "../../../lib/live/use-live-refetch.ts";
import { serverClock } from "../../../lib/time/server-clock.ts";
import { filterOf, type JobView } from "../job-view.ts";
import { histogramRange } from "./histogram-range.ts";

/** With some filters jobs are counted one by one, so that is not done more often. */
const refetchIntervalMs = 5_000;
/** Counts follow an event within about a second. */
const countedMs = 2_000;

/** Queries what ended when of the jobs of a view. */
export function useHistogram(view: JobView) {
  const { from, to, timeField, ...filter } = filterOf(view);
  useLiveRefetch({
    queryKey: queryKeys.jobs.timelines,
    concerns: endsJob,
    ...{ everyMs: refetchIntervalMs, afterMs: countedMs, cancelRefetch: false },
  });
  return useQuery({
    queryKey: queryKeys.jobs.timeline({ ...filter, from, to, timeField }),
    queryFn: async ({ signal }) => {
      const range = histogramRange(view, serverClock.now());
      const query = {
        ...filter,
        bucket: `${range.bucketMs / 60_000}m`,
        from: new Date(range.from).toISOString(),
        to: new Date(range.to).toISOString(),
      };
      const { items, complete } = await client.call("jobs.timeline", { query, signal });
      return { buckets: items, bucketMs: range.bucketMs, isComplete: complete };
    },
    placeholderData: (previous) => previous,
    staleTime: 0,
  });
}
