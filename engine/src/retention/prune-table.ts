import type { RetentionEvent } from "@formwork/contracts/events/events";
import { type Announced, unsentIndex } from "../announcements/unsent-events.ts";
import { table } from "../store/table.ts";

/** Who cleans up, and what the last clean-up removed. Times are milliseconds since 1970. */
export type PruneRow = Announced<RetentionEvent> & {
  id: string;
  /** The process that cleans up; null when none does. */
  holder: string | null;
  /** When another process may take over from a holder that died. */
  until: number;
  lastRun: { startedAt: number; finishedAt: number; jobs: number; logs: number } | null;
};
export const pruneKey = "prune";

export const pruneTable = table<PruneRow>({
  name: "retention_runs",
  key: "id",
  indexes: [unsentIndex],
});
