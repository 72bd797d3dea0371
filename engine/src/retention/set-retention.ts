import type { Retention } from "@formwork/contracts/retention";
import { fail } from "../errors.ts";
import { writeSetting } from "../settings/write-setting.ts";
import { retentionFaults } from "../templates/rules/retention-rules.ts";
import { readRetention } from "./read-retention.ts";
import type { RetentionDeps } from "./retention-deps.ts";

/** Saves a retention. Fails with `invalid-request` where a duration is too short. */
export async function setRetention(
  { settings }: Pick<RetentionDeps, "settings">,
  retention: Retention,
): Promise<Retention> {
  requireRetention(retention);
  const { audit } = await readRetention({ settings });
  const value = { audit, ...retention };
  await writeSetting(settings, { name: "retention", value });
  return value;
}

/** Refuses a retention with a duration that is shorter than a second. */
export function requireRetention(retention: Retention): void {
  const faults = retentionFaults(retention, "");
  if (faults.length > 0) fail("invalid-request", "A retention is too short", faults);
}
