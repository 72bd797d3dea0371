import type { QueueEvent } from "@formwork/contracts/events/events";
import type { ChangeQueue, Queue } from "@formwork/contracts/queue";
import type { Caller } from "../caller.ts";
import { fail } from "../errors.ts";
import { changeRow } from "../store/tables/change-row.ts";
import { getQueue } from "./list-queues.ts";
import type { QueueDeps } from "./queue-deps.ts";
import { maxQueues, type QueueRow, withoutRules } from "./queue-table.ts";

type Target = Caller & { name: string };

/** Lets no worker start a job of a queue. One that is paused takes the new reason. */
export function pauseQueue(
  deps: QueueDeps,
  { reason = null, ...target }: Target & { reason?: string | null | undefined },
): Promise<Queue> {
  const pausedBy = target.principal.id;
  const pausedAt = deps.clock.now();
  return change(deps, target, "queue.paused", (row) =>
    row.paused
      ? { ...row, reason, pausedBy }
      : { ...row, paused: true, reason, pausedBy, pausedAt },
  );
}

/** Lets the jobs of a queue start again. */
export function resumeQueue(deps: QueueDeps, target: Target): Promise<Queue> {
  const resumed = { paused: false, reason: null, pausedBy: null, pausedAt: null };
  return change(deps, target, "queue.resumed", (row) =>
    row.paused ? { ...row, ...resumed } : null,
  );
}

/** Limits how many jobs of a queue run at once. */
export function changeQueue(
  deps: QueueDeps,
  { change: { concurrency }, ...target }: Target & { change: ChangeQueue },
): Promise<Queue> {
  return change(deps, target, "queue.changed", (row) =>
    row.concurrency === concurrency ? null : { ...row, concurrency },
  );
}

/** Changes the rules of a queue; a change that returns null leaves them, and is no news. */
async function change(
  deps: QueueDeps,
  { name, traceparent }: Target,
  type: QueueEvent["type"],
  to: (row: QueueRow) => QueueRow | null,
): Promise<Queue> {
  const changed: { row: QueueRow | null } = { row: null };
  const decide = (row: QueueRow) => {
    changed.row = to(row);
    return changed.row;
  };
  const isStored = (await changeRow(deps.queues, { name }, decide)) !== null;
  // Where another caller stores the first rules at the same time, those are changed.
  if (!isStored && !(await insertRules(deps, name, decide)))
    await changeRow(deps.queues, { name }, decide);
  if (changed.row !== null) {
    deps.limits.forget();
    deps.committed({ work: true });
    await deps.announce(type, changed.row, traceparent);
  }
  return getQueue(deps, name);
}

/** Stores the first rules of a queue; false where it has some already. */
async function insertRules(
  { queues }: QueueDeps,
  name: string,
  decide: (row: QueueRow) => QueueRow | null,
): Promise<boolean> {
  const row = decide(withoutRules(name));
  if (row === null) return true;
  const { items } = await queues.page({ limit: maxQueues });
  if (items.length >= maxQueues)
    return fail("too-many-queues", `At most ${maxQueues} queues can have rules of their own`);
  return (await queues.insert({ row })).outcome === "stored";
}
