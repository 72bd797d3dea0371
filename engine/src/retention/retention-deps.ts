import type { Announce } from "../announcements/announcer.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { SettingRow } from "../settings/setting-table.ts";
import type { Store } from "../store/store.ts";
import type { Table } from "../store/table.ts";
import type { Templates } from "../templates/templates.ts";
import type { PruneRow } from "./prune-table.ts";

/** What the verbs of the retention and the loop that prunes have in common. */
export type RetentionDeps = {
  store: Store;
  clock: Clock;
  telemetry: Telemetry;
  templates: Pick<Templates, "retentions">;
  settings: Table<SettingRow>;
  runs: Table<PruneRow>;
  announce: Announce<PruneRow>;
  /** Called with what a clean-up removed. */
  pruned?: (removed: { jobs: number; logs: number }) => void;
};
