import type { Queue, QueueChange } from "@formwork/contracts/queue";
import { isoTimeOrNull } from "../store/iso-time.ts";
import type { QueueLoad } from "../store/job-store.ts";
import type { QueueRow } from "./queue-table.ts";

/** Returns the rules of a queue as the API shows them. */
export function presentRules({ pausedAt, ...row }: QueueRow): QueueChange {
  return { ...row, pausedAt: isoTimeOrNull(pausedAt) };
}

/** Returns a queue as the API shows it; without a load it is empty. */
export function presentQueue(row: QueueRow, load: QueueLoad | undefined, now: number): Queue {
  const { scheduled = 0, queued = 0, running = 0, oldestAt = null } = load ?? {};
  const oldestDueMs = oldestAt === null ? null : Math.max(0, Math.round(now - oldestAt));
  return { ...presentRules(row), scheduled, queued, running, oldestDueMs };
}
