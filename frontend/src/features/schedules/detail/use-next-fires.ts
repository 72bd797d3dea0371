import { parseDuration } from "@formwork/contracts/duration";
import type { PreviewedFire, Schedule } from "@formwork/contracts/schedule";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { client } from "../../../lib/api/client.ts";
import { queryKeys } from "../../../lib/api/query-keys.ts";

const shown = 10;
/** Fires that are fetched at once: a schedule that fires often needs no request for each of them. */
const fetched = 50;

/** Queries the next fires of a schedule, and returns those that are still to come. */
export function useNextFires(schedule: Schedule) {
  const { id, nextRunAt, updatedAt } = schedule;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: queryKeys.schedules.preview({ id, updatedAt, isActive: nextRunAt !== null }),
    queryFn: ({ signal }) =>
      client.call("schedules.preview", { body: { schedule: id, count: fetched }, signal }),
    enabled: nextRunAt !== null,
    placeholderData: (previous) => previous,
  });
  const left = firesFrom(data?.items ?? [], schedule);
  const isRunningOut = data?.items.length === fetched && left.length < shown;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each fire at most
  useEffect(() => {
    if (isRunningOut) void refetch();
  }, [isRunningOut, nextRunAt, refetch]);
  return { fires: left.slice(0, shown), error, isPending };
}

/** Returns the fires that are not over. The next run may be later than its fire by the jitter. */
export function firesFrom(
  fires: readonly PreviewedFire[],
  { nextRunAt, lastRunAt, jitter }: Pick<Schedule, "nextRunAt" | "lastRunAt" | "jitter">,
): PreviewedFire[] {
  if (nextRunAt === null) return [];
  const jitterMs = jitter === null ? 0 : parseDuration(jitter);
  const first = Date.parse(nextRunAt) - jitterMs;
  const last = Date.parse(lastRunAt ?? "");
  return fires.filter(({ at }) => Date.parse(at) >= first && !(Date.parse(at) <= last));
}
