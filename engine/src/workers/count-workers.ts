import type { WorkerCounts } from "@formwork/contracts/worker";
import { missingWorkers } from "./missing-workers.ts";
import type { WorkerDeps } from "./worker-deps.ts";
import { stateOf } from "./worker-life.ts";
import type { WorkerRow } from "./worker-table.ts";

/** Rows of live workers, and of others, that are counted: beyond that the numbers are too low. */
const maxCounted = 1000;

/** Counts workers by state, their slots, and those that are missing. */
export async function countWorkers({
  workers,
  store,
}: Pick<WorkerDeps, "workers" | "store">): Promise<WorkerCounts> {
  const rowsOf = async (isLive: boolean) => {
    const query = { where: { isLive }, order: "place", limit: maxCounted } as const;
    return (await workers.page(query)).items.map(({ row }) => row);
  };
  const [live, others] = await Promise.all([rowsOf(true), rowsOf(false)]);
  const ended = others.filter(({ expiresAt }) => expiresAt > store.now());
  const online = live.filter((row) => stateOf(row) === "online");
  return {
    online: online.length,
    draining: live.length - online.length,
    offline: ended.length,
    slots: { used: sum(live, ({ runningCount }) => runningCount), free: sum(online, freeSlots) },
    missing: missingWorkers([...live, ...ended]),
  };
}

function freeSlots({ concurrency, runningCount }: WorkerRow): number {
  return Math.max(0, concurrency - runningCount);
}

function sum<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + numberOf(item), 0);
}
