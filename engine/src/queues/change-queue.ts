import type { QueueEvent } from "@formwork/contracts/events/events";
import type { ChangeQueue, Queue } from "@formwork/contracts/queue";
import { announceSoon } from "../announcements/announcer.ts";
import { withEvents } from "../announcements/unsent-events.ts";
import type { Caller } from "../caller.ts";
import { fail } from "../errors.ts";
import type { Versioned } from "../store/table.ts";
import { changeVersioned } from "../store/tables/change-row.ts";
import { getQueue } from "./list-queues.ts";
import type { QueueDeps } from "./queue-deps.ts";
import { queueEvent } from "./queue-event.ts";
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
  const now = deps.clock.now();
  let isNews = false;
  const decide = (row: QueueRow) => {
    const changed = to(row);
    isNews = changed !== null;
    return (
      changed && withEvents(changed, [queueEvent(changed, { type, traceparent, now })], { now })
    );
  };
  const stored =
    (await changeVersioned(deps.queues, { name }, decide)) ??
    (await insertRules(deps, name, decide)) ??
    // Where another caller stores the first rules at the same time, those are changed.
    (await changeVersioned(deps.queues, { name }, decide));
  if (stored !== null && isNews) {
    deps.limits.forget();
    deps.committed({ work: true });
    await announceSoon(deps.announce, [stored]);
  }
  return getQueue(deps, name);
}

/** Stores the first rules of a queue; null where it has some already, or is to have none. */
async function insertRules(
  { queues }: QueueDeps,
  name: string,
  decide: (row: QueueRow) => QueueRow | null,
): Promise<Versioned<QueueRow> | null> {
  const row = decide(withoutRules(name));
  if (row === null) return null;
  const { items } = await queues.page({ limit: maxQueues });
  if (items.length >= maxQueues)
    return fail("too-many-queues", `At most ${maxQueues} queues can have rules of their own`);
  return (await queues.insert({ row })).outcome === "stored" ? { row, version: 1 } : null;
}
