import { table } from "../../store/table.ts";
import type { AuditDraft } from "../chain/link-entries.ts";

/**
 * A deed that has begun, until its entry is in the log. Times are in ms by the store's clock: when it
 * began, and when somebody last set about to finish it, at first the same.
 */
export type IntentRow = { id: string; begunAt: number; time: number; draft: AuditDraft };

export const intentsTable = table<IntentRow>({
  name: "audit_intents",
  key: "id",
  indexes: [["time"]],
});
