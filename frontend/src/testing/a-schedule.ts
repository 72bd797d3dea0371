import { type Schedule, scheduleDefaults } from "@formwork/contracts/schedule";

/** Builds a schedule as the API shows it: weekdays at seven in Madrid. */
export function aSchedule(changes: Partial<Schedule> = {}): Schedule {
  return {
    ...scheduleDefaults,
    ...{ id: "s1", name: "Demo", template: "demo", version: null, payload: {} },
    ...{ cron: "0 7 * * 1-5", every: null, at: null, timezone: "Europe/Madrid" },
    ...{ startsAt: null, endsAt: null, blackoutDates: [], jitter: null, maxFailures: null },
    ...{ priority: null, queue: null, tags: [], enabled: true, state: "active" },
    ...{ pausedReason: null, pausedBy: null, nextRunAt: "2026-03-02T06:00:00.000Z" },
    ...{ lastRunAt: null, lastJobId: null, lastMissedAt: null, failuresInRow: 0, createdBy: "u1" },
    ...{ createdAt: "2026-03-01T00:00:00.000Z", updatedAt: "2026-03-01T00:00:00.000Z" },
    ...changes,
  };
}
