import { useDeadLetterCount } from "../../features/dead-letters/use-dead-letter-count.ts";
import { useAttentionCount } from "../../features/schedules/cache/use-attention-count.ts";
import { useWorkerCounts } from "../../features/workers/use-worker-counts.ts";
import { paths } from "../../lib/paths.ts";

/** Returns what stands beside entries of the navigation, by address, where somebody has to act. */
export function useBadges(): Partial<Record<string, string>> {
  const missing = useWorkerCounts().data?.missing.length ?? 0;
  const deadLetters = useDeadLetterCount().data ?? 0;
  const stopped = useAttentionCount();
  return {
    ...(deadLetters > 0 && { [paths.deadLetters]: deadLetters.toLocaleString("en") }),
    ...(missing > 0 && { [paths.workers()]: `${missing} offline` }),
    ...(stopped > 0 && { [paths.schedules]: `${stopped > 99 ? "99+" : stopped} stopped` }),
  };
}
