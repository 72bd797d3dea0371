import { type Retention, retentionDefaults } from "@formwork/contracts/retention";
import { keepFor, policyOf } from "./keep-for.ts";
import type { RetentionDeps } from "./retention-deps.ts";
import type { Kept } from "./sweep.ts";

/** Returns the saved retention, or the defaults. */
export async function readRetention({
  settings,
}: Pick<RetentionDeps, "settings">): Promise<Required<Retention>> {
  const row = (await settings.get({ name: "retention" }))?.row;
  return { ...retentionDefaults, ...(row?.name === "retention" && row.value) };
}

/** Returns what to remove by now: of a template its newest version counts. */
export async function readKept(deps: RetentionDeps): Promise<Kept> {
  const [retention, overrides] = await Promise.all([
    readRetention(deps),
    deps.templates.retentions(),
  ]);
  return { policy: policyOf(retention, overrides), logsMs: keepFor(retention.logs) };
}
