import type { Queue } from "@formwork/contracts/queue";
import { cursorValues, pageOf, refuseCursor } from "../store/cursor.ts";
import type { Page, Paging } from "../store/page.ts";
import { presentQueue } from "./present-queue.ts";
import type { QueueDeps } from "./queue-deps.ts";
import { maxQueues, withoutRules } from "./queue-table.ts";

/** Returns queues by name: those with jobs or rules, and those that templates name. */
export async function listQueues(deps: QueueDeps, { limit, cursor }: Paging): Promise<Page<Queue>> {
  const after = cursor === undefined ? "" : nameAfter(cursor);
  const [rows, known, named] = await Promise.all([rulesOf(deps), readKnown(deps), deps.named()]);
  const { loads, of } = known;
  const names = [...new Set([...rows.keys(), ...loads.keys(), ...named])]
    .filter((name) => name > after)
    .sort()
    .slice(0, limit + 1);
  return pageOf(
    names,
    limit,
    (name) => presentQueue(rows.get(name) ?? withoutRules(name), of(name)),
    (name) => Buffer.from(JSON.stringify(["queues", name])).toString("base64url"),
  );
}

/** Returns one queue. A name that nothing uses has an empty one, which can get rules. */
export async function getQueue(deps: QueueDeps, name: string): Promise<Queue> {
  const [found, { of }] = await Promise.all([deps.queues.get({ name }), readKnown(deps)]);
  return presentQueue(found?.row ?? withoutRules(name), of(name));
}

async function rulesOf({ queues }: QueueDeps) {
  const { items } = await queues.page({ limit: maxQueues });
  return new Map(items.map(({ row }) => [row.name, row]));
}

/** Reads what is known of queues beside their rules. */
async function readKnown(deps: QueueDeps) {
  const [all, rates] = await Promise.all([deps.loads(), deps.rates()]);
  const loads = new Map(all.map((load) => [load.name, load]));
  const now = deps.clock.now();
  return { loads, of: (name: string) => ({ load: loads.get(name), rate: rates.get(name), now }) };
}

function nameAfter(cursor: string): string {
  const [list, name] = cursorValues(cursor);
  return list === "queues" && typeof name === "string" ? name : refuseCursor();
}
