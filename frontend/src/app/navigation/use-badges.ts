import { useWorkerCounts } from "../../features/workers/use-worker-counts.ts";
import { paths } from "../../lib/paths.ts";

/** Returns what stands beside entries of the navigation, by address, where somebody has to act. */
export function useBadges(): Partial<Record<string, string>> {
  const missing = useWorkerCounts().data?.missing.length ?? 0;
  return missing === 0 ? {} : { [paths.workers()]: `${missing} offline` };
}
