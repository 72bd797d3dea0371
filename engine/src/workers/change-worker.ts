import { changeVersioned } from "../store/tables/change-row.ts";
import { announceWorker, type WorkerNews, withWorkerNews } from "./announce-worker.ts";
import type { WorkerDeps } from "./worker-deps.ts";
import type { WorkerRow } from "./worker-table.ts";

type Change = {
  news: WorkerNews;
  /** Returns the worker after the change; null leaves it as it is. */
  to: (row: WorkerRow) => WorkerRow | null;
};

/**
 * Changes a stored worker together with the event about it. Returns the worker as it is afterwards,
 * or null where none has the id, and how to announce the change where this call made it.
 */
export async function changeWorker(
  deps: Pick<WorkerDeps, "workers" | "store" | "announce" | "telemetry">,
  id: string,
  { news, to }: Change,
): Promise<{ row: WorkerRow; announce: (() => Promise<void>) | null } | null> {
  let isNews = false;
  const stored = await changeVersioned(deps.workers, { id }, (found) => {
    const changed = to(found);
    isNews = changed !== null;
    return changed && withWorkerNews(changed, news, deps.store.now());
  });
  if (stored === null) return null;
  return { row: stored.row, announce: isNews ? () => announceWorker(deps, stored, news) : null };
}
