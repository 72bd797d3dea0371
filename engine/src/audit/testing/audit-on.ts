import { silentTelemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../../store/store.ts";
import { auditTable } from "../audit-table.ts";
import { type ChainFault, createChainCheck } from "../chain/check-chain.ts";
import type { AuditDraft } from "../chain/link-entries.ts";
import { createAudit } from "../create-audit.ts";
import { systemDraft } from "../system-draft.ts";

/** What one process has of the audit log, on a store that others may share. */
export function auditOn(store: Store) {
  return createAudit({ store, telemetry: silentTelemetry() });
}

/** An entry of a user. */
export function aDraft(given: Partial<AuditDraft> = {}): AuditDraft {
  return {
    ...systemDraft("user.change", { target: "user:u-1" }),
    ...{ actor: "ada@example.org", actorId: "0198c000-0000-7000-8000-000000000001" },
    ...{ from: { address: "127.0.0.1", device: "test" } },
    difference: [{ field: "role", before: "viewer", after: "admin" }],
    ...given,
  };
}

/** Reads the stored log oldest first and checks its chain, up to the end that the store names. */
export async function faultIn(store: Store): Promise<ChainFault | null> {
  const audit = auditOn(store);
  const check = createChainCheck([await audit.head()]);
  for (let cursor: string | undefined; ; ) {
    const page = await audit.list({ query: {}, oldestFirst: true, limit: 500, cursor });
    for (const entry of page.items) {
      const fault = check.add(entry);
      if (fault !== null) return fault;
    }
    if (page.next === null) return check.end();
    cursor = page.next;
  }
}

/** The stored rows, to be changed past the log. */
export const rowsOf = (store: Store) => store.table(auditTable);
