import type { ControlDeps } from "../jobs/control.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Table } from "../store/table.ts";
import type { Templates } from "../templates/templates.ts";
import type { ActionRow, TargetsRow } from "./action-tables.ts";
import type { AnnounceAction } from "./announce-action.ts";

/** What the verbs and the loop of actions need. */
export type ActionDeps = ControlDeps & {
  clock: Clock;
  telemetry: Telemetry;
  templates: Pick<Templates, "titles">;
  actions: Table<ActionRow>;
  targets: Table<TargetsRow>;
  announce: AnnounceAction;
};
