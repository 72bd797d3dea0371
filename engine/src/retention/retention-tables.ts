import type { Retention } from "@formwork/contracts/retention";
import { table } from "../store/table.ts";

/** The one row of the saved retention, and its key. */
export type RetentionRow = { id: string; retention: Retention };
export const retentionKey = "retention";

export const retentionTable = table<RetentionRow>({ name: "retention_settings", key: "id" });

/** Who cleans up, and what the last clean-up removed. Times are milliseconds since 1970. */
export type PruneRow = {
  id: string;
  /** The process that cleans up; null when none does. */
  holder: string | null;
  /** When another process may take over from a holder that died. */
  until: number;
  lastRun: { startedAt: number; finishedAt: number; jobs: number; logs: number } | null;
};
export const pruneKey = "prune";

export const pruneTable = table<PruneRow>({ name: "retention_runs", key: "id" });
