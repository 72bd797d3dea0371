import { useQuery } from "@tanstack/react-query";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";
import { endsJob } from "../../../lib/live/ends-job.ts";
import { useLiveRefetch } from "../../../lib/live/use-live-refetch.ts";

/** Length of a bar. */
export const bucketMs = 30 * 60_000;
const query = { bucket: "30m" };

/** Counts follow an event within about a second. */
const countedMs = 2_000;
const refetchIntervalMs = 5_000;
/** The day moves on also while nothing happens. */
const movesOnMs = 60_000;

/** Queries what ended within the last 24 hours, and again when a job ends. */
export function useDay() {
  useLiveRefetch({
    queryKey: queryKeys.jobs.timelines,
    concerns: endsJob,
    ...{ everyMs: refetchIntervalMs, afterMs: countedMs, cancelRefetch: false },
  });
  return useQuery({
    queryKey: queryKeys.jobs.timeline(query),
    queryFn: ({ signal }) => client.call("jobs.timeline", { query, signal }),
    refetchInterval: movesOnMs,
    staleTime: 0,
  });
}
