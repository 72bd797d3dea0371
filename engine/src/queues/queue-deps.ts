import type { Announce } from "../announcements/announcer.ts";
import type { QueueRate } from "../projections/numbers.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";
import type { Table } from "../store/table.ts";
import type { QueueLoad } from "../store/verbs/work-store.ts";
import type { ClaimLimits } from "./claim-limits.ts";
import type { QueueRow } from "./queue-table.ts";

/** What the verbs of queues need. */
export type QueueDeps = {
  queues: Table<QueueRow>;
  store: Pick<Store, "keyHolds" | "knownJobs">;
  clock: Clock;
  telemetry: Telemetry;
  /** Reads how much waits in each queue, sparing the store. */
  loads: () => Promise<QueueLoad[]>;
  /** Reads the queues that templates name, sparing the store. */
  named: () => Promise<string[]>;
  /** Reads how many jobs each queue gets and ends, sparing the store. */
  rates: () => Promise<Map<string, QueueRate>>;
  limits: Pick<ClaimLimits, "forget">;
  announce: Announce<QueueRow>;
  committed: (change: { work: boolean }) => void;
};
