import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";
import type { Table } from "../store/table.ts";
import type { Templates } from "../templates/templates.ts";
import type { PruneRow, RetentionRow } from "./retention-tables.ts";

/** What the verbs of the retention and the loop that prunes have in common. */
export type RetentionDeps = {
  store: Store;
  bus: Pick<Bus, "publish">;
  clock: Clock;
  telemetry: Telemetry;
  templates: Pick<Templates, "retentions">;
  settings: Table<RetentionRow>;
  runs: Table<PruneRow>;
};
