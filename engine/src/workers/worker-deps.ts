import type { Announce } from "../announcements/announcer.ts";
import type { Bus } from "../bus/bus.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";
import type { Table } from "../store/table.ts";
import type { WorkerRow } from "./worker-table.ts";

/** What the verbs of workers use. */
export type WorkerDeps = {
  store: Pick<Store, "now">;
  bus: Pick<Bus, "signal">;
  clock: Clock;
  telemetry: Telemetry;
  workers: Table<WorkerRow>;
  announce: Announce<WorkerRow>;
};
