import type { ActionDeps } from "../bulk/action-deps.ts";
import type { ActionRow } from "../bulk/action-tables.ts";
import { runPortion } from "../bulk/portion/run-portion.ts";
import { every, type Loop } from "../runtime/loop.ts";
import type { Versioned } from "../store/table.ts";

/** Portions that one process works on at once; more actions take turns. */
const maxAtOnce = 3;

/**
 * Makes the loop that moves the jobs of actions. Every scheduler runs it: a lease in the row lets one
 * of them work on a portion, and another one take it over. A step only begins portions, as the
 * search for the jobs of one may take longer than a healthy loop.
 */
export function createBulk(deps: ActionDeps): Loop {
  const { actions, clock, telemetry } = deps;
  const running = new Map<string, Promise<void>>();
  let stopping = new AbortController();
  const loop = every({ name: "bulk", ms: 1000, step: beginPortions, telemetry, clock });

  async function beginPortions(): Promise<void> {
    const { items } = await actions.page({ order: "dueAt", limit: 2 * maxAtOnce });
    const due = items.filter(({ row }) => isDue(row) && !running.has(row.id));
    for (const stored of due.slice(0, maxAtOnce - running.size)) begin(stored);
  }
  function isDue({ dueAt }: ActionRow): boolean {
    return dueAt !== null && dueAt <= clock.now();
  }
  function begin(stored: Versioned<ActionRow>): void {
    const { id } = stored.row;
    const portion = telemetry
      .span("action.portion", { action: id }, () => runPortion(deps, stored, stopping.signal))
      .catch((error: unknown) => {
        telemetry.log.warn("action.unsettled", { action: id, error: String(error) });
        return null;
      })
      .then((dueAt) => {
        running.delete(id);
        if (dueAt !== null) setTimeout(loop.wake, Math.max(0, dueAt - clock.now())).unref();
      });
    running.set(id, portion);
  }
  return {
    ...loop,
    start() {
      stopping = new AbortController();
      loop.start();
    },
    async stop() {
      stopping.abort();
      await loop.stop();
      await Promise.all(running.values());
    },
  };
}
