import type { Queue } from "@formwork/contracts/queue";
import { cursorValues, pageOf, refuseCursor } from "../store/cursor.ts";
import type { Page, Paging } from "../store/page.ts";
import { presentQueue } from "./present-queue.ts";
import type { QueueDeps } from "./queue-deps.ts";
import { maxQueues, withoutRules } from "./queue-table.ts";

/** Returns queues by name: those with jobs or rules, and those that templates name. */
export async function listQueues(deps: QueueDeps, { limit, cursor }: Paging): Promise<Page<Queue>> {
  const after = cursor === undefined ? "" : nameAfter(cursor);
  const [rows, loads, named] = await Promise.all([rulesOf(deps), loadsOf(deps), deps.named()]);
  const names = [...new Set([...rows.keys(), ...loads.keys(), ...named])]
    .filter((name) => name > after)
    .sort()
    .slice(0, limit + 1);
  const now = deps.clock.now();
  return pageOf(
    names,
    limit,
    (name) => presentQueue(rows.get(name) ?? withoutRules(name), loads.get(name), now),
    (name) => Buffer.from(JSON.stringify(["queues", name])).toString("base64url"),
  );
}

/** Returns one queue. A name that nothing uses has an empty one, which can get rules. */
export async function getQueue(deps: QueueDeps, name: string): Promise<Queue> {
  const [found, loads] = await Promise.all([deps.queues.get({ name }), loadsOf(deps)]);
  return presentQueue(found?.row ?? withoutRules(name), loads.get(name), deps.clock.now());
}

async function rulesOf({ queues }: QueueDeps) {
  const { items } = await queues.page({ limit: maxQueues });
  return new Map(items.map(({ row }) => [row.name, row]));
}

async function loadsOf({ loads }: QueueDeps) {
  return new Map((await loads()).map((load) => [load.name, load]));
}

function nameAfter(cursor: string): string {
  const [list, name] = cursorValues(cursor);
  return list === "queues" && typeof name === "string" ? name : refuseCursor();
}
