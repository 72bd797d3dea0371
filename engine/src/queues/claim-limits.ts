import type { Clock } from "../runtime/clock.ts";
import { every } from "../runtime/loop.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import { readLimits } from "../settings/limits.ts";
import type { SettingRow } from "../settings/setting-table.ts";
import type { Table } from "../store/table.ts";
import { type ClaimLimits as Limits, noLimits } from "../store/verbs/work-store.ts";
import { maxQueues, type QueueRow } from "./queue-table.ts";

/** What this process knows of the limits that hold for claims. */
export type ClaimLimits = {
  /** Returns the limits as they were stored at most `maxAgeMs` ago. */
  current: () => Promise<Limits>;
  /** Makes the next claim read them again: this process has just changed them. */
  forget: () => void;
  stop: () => Promise<void>;
};

/** A claim takes no longer than the rest of a second, within which a pause holds everywhere. */
const maxAgeMs = 800;
/** Milliseconds between two readings by a process that claims: a claim then finds them at hand. */
const refreshMs = 700;

type Deps = {
  queues: Pick<Table<QueueRow>, "page">;
  settings: Pick<Table<SettingRow>, "get">;
  clock: Clock;
  telemetry: Telemetry;
};

/** Makes the limits of a process. They are read in the background from the first claim on. */
export function createClaimLimits({ queues, settings, clock, telemetry }: Deps): ClaimLimits {
  let known = noLimits;
  let knownAt = Number.NEGATIVE_INFINITY;
  let forgottenAt = Number.NEGATIVE_INFINITY;
  let isWatching = false;
  const watching = every({ name: "claim-limits", ms: refreshMs, step: read, telemetry, clock });

  async function read(): Promise<Limits> {
    const startedAt = clock.monotonic();
    const [{ items }, { activeJobsPerOwner: perOwner }] = await Promise.all([
      queues.page({ limit: maxQueues }),
      readLimits(settings),
    ]);
    const limits = { ...limitsOf(items.map(({ row }) => row)), perOwner };
    if (startedAt > Math.max(knownAt, forgottenAt)) {
      known = limits;
      knownAt = startedAt;
    }
    return limits;
  }

  return {
    async current() {
      if (!isWatching) watching.start();
      isWatching = true;
      return clock.monotonic() - knownAt < maxAgeMs ? known : read();
    },
    forget() {
      knownAt = Number.NEGATIVE_INFINITY;
      forgottenAt = clock.monotonic();
    },
    stop: () => watching.stop(),
  };
}

/** Returns what the rules of queues mean for claims. */
function limitsOf(rows: QueueRow[]): Pick<Limits, "paused" | "queues"> {
  const limited = rows.flatMap(({ name, concurrency }) =>
    concurrency === null ? [] : [[name, concurrency] as const],
  );
  return {
    paused: rows.filter(({ paused }) => paused).map(({ name }) => name),
    queues: Object.fromEntries(limited),
  };
}
