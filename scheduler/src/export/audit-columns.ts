import type { AuditEntry } from "@formwork/contracts/audit";
import type { Columns } from "./export-formats.ts";

/** The columns of the audit log as CSV. */
export const auditColumns: Columns<AuditEntry> = {
  seq: ({ seq }) => String(seq),
  at: ({ at }) => at,
  actor: ({ actor }) => actor,
  actorId: ({ actorId }) => actorId ?? "",
  key: ({ key }) => key ?? "",
  keyName: ({ keyName }) => keyName ?? "",
  action: ({ action }) => action,
  target: ({ target }) => target ?? "",
  address: ({ from }) => from?.address ?? "",
  device: ({ from }) => from?.device ?? "",
  outcome: ({ outcome }) => outcome,
  times: ({ times }) => String(times),
  difference: ({ difference }) => (difference.length === 0 ? "" : JSON.stringify(difference)),
  previous: ({ previous }) => previous,
  hash: ({ hash }) => hash,
};
