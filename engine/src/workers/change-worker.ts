import { changeRow } from "../store/tables/change-row.ts";
import type { WorkerDeps } from "./worker-deps.ts";
import type { WorkerRow } from "./worker-table.ts";

/** Changes a row as `changeRow` does; `isNews` says whether this call changed it. */
export async function changeWorker(
  { workers }: Pick<WorkerDeps, "workers">,
  id: string,
  change: (row: WorkerRow) => WorkerRow | null,
): Promise<{ row: WorkerRow; isNews: boolean } | null> {
  let isNews = false;
  const row = await changeRow(workers, { id }, (stored) => {
    const changed = change(stored);
    isNews = changed !== null;
    return changed;
  });
  return row === null ? null : { row, isNews };
}
