import type { WorkerRow } from "./worker-table.ts";

/** What decides whether one worker has taken the place of another. */
type Place = Pick<WorkerRow, "id" | "kinds" | "queues" | "startedAt" | "heartbeatAt" | "end">;

/**
 * Returns the ids of silent workers that none has replaced: one of the same kinds and queues that
 * started after their last heartbeat. Each worker replaces one, and may have died itself since.
 */
export function missingWorkers(rows: readonly Place[]): string[] {
  return Object.values(Object.groupBy(rows, workOf)).flatMap((alike = []) => missingOf(alike));
}

/** From the last heartbeat to the first: those that find no later start are missing. */
function missingOf(alike: readonly Place[]): string[] {
  const starts = alike.map(({ startedAt }) => startedAt).sort((a, b) => b - a);
  const silent = alike
    .filter(({ end }) => end === "silent")
    .sort((a, b) => b.heartbeatAt - a.heartbeatAt);
  let used = 0;
  return silent.flatMap(({ id, heartbeatAt }) => {
    if ((starts[used] ?? Number.NEGATIVE_INFINITY) <= heartbeatAt) return [id];
    used++;
    return [];
  });
}

function workOf({ kinds, queues }: Place): string {
  return JSON.stringify([kinds.toSorted(), queues?.toSorted() ?? null]);
}
