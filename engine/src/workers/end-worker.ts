import { fail } from "../errors.ts";
import type { Versioned } from "../store/table.ts";
import { announceWorker, type WorkerNews, withWorkerNews } from "./announce-worker.ts";
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
  const ended = await changeWorker(deps, id, {
    news: { type: "worker.offline", reason: "stopped" },
    to: (row) =>
      row.isLive && row.heartbeatAt <= seenUntil ? offline(row, "stopped", deps.store.now()) : null,
  });
  await ended?.announce?.();
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
  const news: WorkerNews = { type: "worker.offline", reason: "silent" };
  const ended: Versioned<WorkerRow>[] = [];
  for (const { row: found, version } of silent) {
    const now = deps.store.now();
    const row = withWorkerNews(offline(found, "silent", now), news, now);
    const { outcome } = await deps.workers.replaceIf({ row, version });
    if (outcome === "stored") ended.push({ row, version: version + 1 });
  }
  await Promise.all(ended.map((stored) => announceWorker(deps, stored, news)));
  return ended.length;
}

/** Takes a worker that is offline out of the list. */
export async function forgetWorker(
  { workers, announce }: WorkerDeps,
  { id }: { id: string },
): Promise<void> {
  const stored = (await workers.get({ id })) ?? workerNotFound(id);
  if (stored.row.isLive)
    fail("worker-conflict", "Only a worker that is offline can be taken out of the list");
  // Its last event would go with the row.
  await announce([stored]);
  await workers.remove({ key: id });
}
