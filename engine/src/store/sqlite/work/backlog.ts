import type { Clock } from "../../../runtime/clock.ts";
import type { Store } from "../../store.ts";
import type { Database } from "../connection/database.ts";

type Row = {
  queued: number;
  outbox: number;
  queuedAt: number | null;
  dueAt: number | null;
  leaseUntil: number | null;
  ended: number;
};

/** How much waits, and for how long. */
export function createBacklog({
  database,
  clock,
}: {
  database: Database;
  clock: Clock;
}): Pick<Store, "backlog"> {
  const earliest = (state: string) =>
    `select min(runAt) as at from jobs where state = '${state}' and waitingFor = 0`;
  const look = database.statement<Row>(`select
    (select ifnull(sum(count), 0) from counts where state = 'queued') as queued,
    (select head - relayed from outbox) as outbox,
    (${earliest("queued")}) as queuedAt,
    (select min(at) from (${earliest("scheduled")} union all ${earliest("retrying")})) as dueAt,
    (select min(leaseUntil) from jobs where state = 'running') as leaseUntil,
    exists (select 1 from dependencies where outcome is not null) as ended`);

  return {
    backlog: () =>
      database.read(() => {
        const now = clock.now();
        const { queued, outbox, queuedAt, dueAt, leaseUntil, ended } = look.get() ?? nothing;
        return {
          queued,
          outbox,
          oldestDueMs: ageOf([queuedAt, dueAt], now),
          oldestExpiredLeaseMs: ageOf([leaseUntil], now),
          nextDueAt: ended === 1 ? now : dueAt,
        };
      }),
  };
}

const nothing: Row = {
  queued: 0,
  outbox: 0,
  queuedAt: null,
  dueAt: null,
  leaseUntil: null,
  ended: 0,
};

/** Age of the oldest of some times that are past; null when none is. */
function ageOf(times: (number | null)[], now: number): number | null {
  const past = times.filter((time) => time !== null && time <= now).map(Number);
  return past.length === 0 ? null : now - Math.min(...past);
}
