import type { Principal } from "@formwork/contracts/account";
import type { Announce } from "../announcements/announcer.ts";
import type { ControlDeps } from "../jobs/control.ts";
import type { SubmitDeps } from "../jobs/submission/submit.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Table } from "../store/table.ts";
import type { ActionRow, TargetsRow } from "./action-tables.ts";

/** What the verbs and the loop of actions need. */
export type ActionDeps = ControlDeps &
  SubmitDeps & {
    telemetry: Telemetry;
    actions: Table<ActionRow>;
    targets: Table<TargetsRow>;
    announce: Announce<ActionRow>;
    /** Returns what a principal of earlier may now; null where it has ended. */
    current: (principal: Principal) => Promise<Principal | null>;
  };
