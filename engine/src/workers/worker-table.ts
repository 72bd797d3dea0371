import type { WorkerEvent } from "@formwork/contracts/events/events";
import type { HeldJob, JobConfinement, Worker } from "@formwork/contracts/worker";
import { type Announced, unsentIndex } from "../announcements/unsent-events.ts";
import { table } from "../store/table.ts";

/** What a worker says of itself that does not change while it runs. */
export type WorkerFacts = Pick<
  Worker,
  "id" | "kinds" | "queues" | "concurrency" | "host" | "pid" | "version"
> & {
  /** Absent where the program of a worker does not say, as a remote one. */
  confinement?: JobConfinement;
};

/** A worker as stored. Times are milliseconds since 1970, by the store's clock. */
export type WorkerRow = WorkerFacts &
  Announced<WorkerEvent> & {
    /** Jobs it runs, or held when it went offline; the first ones of `runningCount`. */
    jobs: HeldJob[];
    runningCount: number;
    startedAt: number;
    heartbeatAt: number;
    /** The worker counts as silent when this time passes without another heartbeat. */
    aliveUntil: number;
    isLive: boolean;
    isStopping: boolean;
    /** What a person wants of it; `seenAt` is when the worker learnt of it. */
    drain: { by: string; at: number; seenAt: number | null } | null;
    offlineAt: number | null;
    end: Worker["end"];
    /** Orders lists: live workers by their start, then the others, those that ended last first. */
    place: number;
    expiresAt: number;
  };

export const workersTable = table<WorkerRow>({
  name: "workers",
  key: "id",
  indexes: [["isLive", "aliveUntil"], ["isLive", "place"], ["place"], unsentIndex],
  expires: "expiresAt",
});

/**
 * How often a worker reports itself. It is one small write, so that 1,000 workers make 200 a second,
 * and a dead one is seen within 20 seconds. No job depends on it: leases protect those.
 */
export const heartbeatMs = 5000;

/** A worker is silent after three heartbeats that did not come: one or two may be late. */
export const silentAfterMs = 3 * heartbeatMs;

/** How long a worker that is offline is kept, from its last sign of life on. */
export const keptMs = 24 * 60 * 60_000;
