import type { AuditEntry } from "@formwork/contracts/audit";
import { table } from "../store/table.ts";

/**
 * An entry as stored. `id` is its `seq` in digits that sort like numbers; `time` is `at` in ms;
 * `intent` tells which deed it ends, and is no part of what is hashed.
 */
export type AuditRow = AuditEntry & { id: string; time: number; intent?: string };

/**
 * Where the log ends. Replacing this row is what appends: `block` holds the entries of the last
 * append, which are stored as rows after it and before the next one.
 */
export type HeadRow = { id: "head"; seq: number; hash: string; time: number; block: AuditRow[] };

export const auditTable = table<AuditRow>({
  name: "audit_log",
  key: "id",
  indexes: [
    ["time"],
    ["actor", "time"],
    ["actorId", "time"],
    ["action", "time"],
    ["target", "time"],
  ],
});

export const auditHeadTable = table<HeadRow>({ name: "audit_head", key: "id" });

/** Returns the key of an entry. */
export function idOf(seq: number): string {
  return String(seq).padStart(15, "0");
}
