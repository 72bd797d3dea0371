import { useQuery } from "@tanstack/react-query";
import { useDeadLetterCount } from "../../features/dead-letters/use-dead-letter-count.ts";
import { client } from "../../lib/api/client.ts";
import { queryKeys } from "../../lib/api/query-keys.ts";
import { useStoppedSchedules } from "../../lib/api/use-stopped-schedules.ts";
import { useWorkerCounts } from "../../lib/api/use-worker-counts.ts";
import { useConnectionSettled } from "../../lib/live/use-connection-settled.ts";
import { paths } from "../../lib/paths.ts";

/** A text beside an entry of the navigation; `isUrgent` where somebody has to act. */
export type Badge = { text: string; isUrgent: boolean };

/** Returns what stands beside entries of the navigation, by address. */
export function useBadges(): Partial<Record<string, Badge>> {
  const isSettled = useConnectionSettled();
  const missing = useWorkerCounts(isSettled).data?.missing.length ?? 0;
  const deadLetters = useDeadLetterCount().data;
  const stopped = useStoppedSchedules(isSettled).data?.length ?? 0;
  const running = useRunningCount(isSettled);
  const urgent = (text: string) => ({ text, isUrgent: true });
  return {
    ...(running > 0 && {
      [paths.jobs()]: { text: `${running.toLocaleString("en")} running`, isUrgent: false },
    }),
    ...(deadLetters !== undefined &&
      deadLetters.jobs > 0 && { [paths.deadLetters]: urgent(countOf(deadLetters)) }),
    ...(missing > 0 && { [paths.workers()]: urgent(`${missing} offline`) }),
    ...(stopped > 0 && {
      [paths.schedules]: urgent(`${stopped > 99 ? "99+" : stopped} stopped`),
    }),
  };
}

function countOf({ jobs, complete }: { jobs: number; complete: boolean }): string {
  return `${jobs.toLocaleString("en")}${complete ? "" : "+"}`;
}

/** Counts running jobs alone, of which there are never many. */
function useRunningCount(enabled: boolean): number {
  const query = { state: ["running" as const] };
  const counts = useQuery({
    queryKey: queryKeys.jobs.stats(query),
    queryFn: ({ signal }) => client.call("jobs.stats", { query, signal }),
    select: ({ byState }) => byState.running ?? 0,
    enabled,
  });
  return counts.data ?? 0;
}
