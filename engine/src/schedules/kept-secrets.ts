import { type MayKeep, mayKeep } from "../jobs/secrets/may-keep.ts";
import { maskSecrets } from "../jobs/secrets/seal.ts";
import { canonicalJson } from "../templates/canonical-json.ts";
import type { ScheduleDeps } from "./schedule-deps.ts";
import type { ScheduleRow } from "./schedule-tables.ts";

/**
 * Returns which secrets of a stored schedule a principal may keep in another payload for it: all in
 * an unchanged one, otherwise those that the principal gave.
 */
export function keptSecrets(
  { secrets }: Pick<ScheduleDeps, "secrets">,
  row: ScheduleRow,
  { template, version, payload }: Pick<ScheduleRow, "template" | "version" | "payload">,
  principalId: string,
): MayKeep {
  const shown = maskSecrets(row.payload);
  const isUnchanged =
    canonicalJson([template, version, payload]) ===
    canonicalJson([row.template, row.version, shown]);
  return mayKeep(secrets.list(row.payload, { ownerId: row.id }), { principalId, isUnchanged });
}
