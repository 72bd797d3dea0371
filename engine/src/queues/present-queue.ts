import type { Queue, QueueChange } from "@formwork/contracts/queue";
import type { QueueRate } from "../projections/numbers.ts";
import { isoTimeOrNull } from "../store/iso-time.ts";
import type { QueueLoad } from "../store/verbs/work-store.ts";
import type { QueueRow } from "./queue-table.ts";

/** Returns the rules of a queue as the API shows them. */
export function presentRules(row: QueueRow): QueueChange {
  const { name, paused, reason, pausedBy, pausedAt, concurrency } = row;
  return { name, paused, reason, pausedBy, pausedAt: isoTimeOrNull(pausedAt), concurrency };
}

/** What is known of a queue beside its rules; what is absent is empty. */
type Known = { load: QueueLoad | undefined; rate: QueueRate | undefined; now: number };

/** Returns a queue as the API shows it. */
export function presentQueue(row: QueueRow, { load, rate, now }: Known): Queue {
  const { scheduled = 0, queued = 0, running = 0, oldestAt = null } = load ?? {};
  const perMinute = rate ?? { in: 0, out: 0 };
  const oldestDueMs = oldestAt === null ? null : Math.max(0, Math.round(now - oldestAt));
  return { ...presentRules(row), scheduled, queued, running, oldestDueMs, perMinute };
}
