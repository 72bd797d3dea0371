import { LRUCache } from "lru-cache";
import { fail } from "../errors.ts";
import type { Versioned } from "../store/table.ts";
import { announceWorker, type WorkerNews, withWorkerNews } from "./announce-worker.ts";
import type { WorkerDeps } from "./worker-deps.ts";
import { firstHeartbeat, type Heartbeat, nextHeartbeat } from "./worker-life.ts";
import type { WorkerRow } from "./worker-table.ts";

/** Rows that are remembered: one for each worker that reports itself through this process. */
const maxRemembered = 1000;
/** Times a heartbeat is tried while others change the same row. */
const maxAttempts = 100;

/**
 * Makes the verb by which a worker reports itself. It is one write, as the row of the last heartbeat
 * is remembered; where another process has changed the row since, it is read, and the worker learns
 * what a person wants of it.
 */
export function createReport(deps: WorkerDeps) {
  const { store, workers } = deps;
  const remembered = new LRUCache<string, Versioned<WorkerRow>>({ max: maxRemembered });

  async function write(
    heartbeat: Heartbeat,
  ): Promise<{ stored: Versioned<WorkerRow>; news: WorkerNews | null }> {
    const { id } = heartbeat.worker;
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const known = remembered.get(id) ?? (await workers.get({ id }));
      remembered.delete(id);
      const now = store.now();
      const next = known
        ? nextHeartbeat(known.row, heartbeat, now)
        : firstHeartbeat(heartbeat, now);
      const news = newsOf(next, known?.row ?? null);
      const row = news === null ? next : withWorkerNews(next, news, now);
      const { outcome } = known
        ? await workers.replaceIf({ row, version: known.version })
        : await workers.insert({ row });
      if (outcome !== "stored") continue;
      const stored = { row, version: known ? known.version + 1 : 1 };
      remembered.set(id, stored);
      return { stored, news };
    }
    return fail("unavailable", "The row of a worker is being changed too often at once");
  }

  /** Stores a heartbeat; a worker that reports itself first, or again, is announced as online. */
  return async (heartbeat: Heartbeat): Promise<{ draining: boolean }> => {
    const { stored, news } = await write(heartbeat);
    // Not awaited: a heartbeat must not be late because the broker is away.
    if (news !== null) void announceWorker(deps, stored, news);
    return { draining: stored.row.drain !== null };
  };
}

function newsOf(row: WorkerRow, before: WorkerRow | null): WorkerNews | null {
  const isNew = before === null || before.end === "stopped";
  if (isNew) return { type: "worker.online", reason: "started" };
  if (!before.isLive) return { type: "worker.online", reason: "returned" };
  if (row.isStopping && !before.isStopping) return { type: "worker.changed", reason: "stopping" };
  return null;
}
