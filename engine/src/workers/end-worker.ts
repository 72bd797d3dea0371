import { fail } from "../errors.ts";
import type { Versioned } from "../store/table.ts";
import { announceWorkers, type WorkerNews } from "./announce-worker.ts";
import { changeWorker } from "./change-worker.ts";
import type { WorkerDeps } from "./worker-deps.ts";
import { offline } from "./worker-life.ts";
import { workerNotFound } from "./worker-not-found.ts";
import type { WorkerRow } from "./worker-table.ts";

/** Rows that are read at once; more silent workers than that are found in the next round. */
const maxBatch = 100;

/**
 * Stores that a worker has ended by itself. Changes nothing when it is offline or unknown, or has
 * reported itself after `seenUntil`, by the store's clock.
 */
export async function leaveWorkers(
  deps: WorkerDeps,
  { id, seenUntil = Number.POSITIVE_INFINITY }: { id: string; seenUntil?: number | undefined },
): Promise<void> {
  const ended = await changeWorker(deps, id, (row) =>
    row.isLive && row.heartbeatAt <= seenUntil ? offline(row, "stopped", deps.store.now()) : null,
  );
  if (ended?.isNews)
    await announceWorkers(deps, [{ type: "worker.offline", row: ended.row, reason: "stopped" }]);
}

/** Returns workers whose heartbeats have stopped. */
export async function findSilentWorkers({
  store,
  workers,
}: Pick<WorkerDeps, "store" | "workers">): Promise<Versioned<WorkerRow>[]> {
  const where = { isLive: true };
  const { items } = await workers.page({ where, order: "aliveUntil", limit: maxBatch });
  return items.filter(({ row }) => row.aliveUntil < store.now());
}

/**
 * Stores that silent workers went offline; resolves with their number. Of several processes that
 * found the same one, the replacement of its row lets one announce it, and none when it came back.
 */
export async function markSilentWorkers(
  deps: WorkerDeps,
  silent: readonly Versioned<WorkerRow>[],
): Promise<number> {
  const news: WorkerNews[] = [];
  for (const { row, version } of silent) {
    const ended = offline(row, "silent", deps.store.now());
    const { outcome } = await deps.workers.replaceIf({ row: ended, version });
    if (outcome === "stored") news.push({ type: "worker.offline", row: ended, reason: "silent" });
  }
  await announceWorkers(deps, news);
  return news.length;
}

/** Takes a worker that is offline out of the list. */
export async function forgetWorker({ workers }: WorkerDeps, { id }: { id: string }): Promise<void> {
  const { row } = (await workers.get({ id })) ?? workerNotFound(id);
  if (row.isLive)
    fail("worker-conflict", "Only a worker that is offline can be taken out of the list");
  await workers.remove({ key: id });
}
