import { check, overlapsOf, type Violation } from "./checker.ts";
import type { Bounds, History } from "./history.ts";

/** What a run did, and which promises it broke. */
export type Report = {
  faults: Record<string, number>;
  jobs: number;
  events: number;
  attempts: number;
  crashes: number;
  slots: number;
  worstRecovery: { fault: string; ms: number } | null;
  worstOverlapMs: number;
  /** Acknowledged jobs that are gone or have not ended, jobs that were done twice, jobs left open. */
  lost: number;
  doubled: number;
  stuck: number;
  violations: Violation[];
};

/** Holds a run against the promises, and sums it up. */
export function reportOf(history: History, bounds: Bounds): Report {
  const jobs = [...history.jobs.values()];
  const sum = (numbers: number[]) => numbers.reduce((one, other) => one + other, 0);
  const worst = history.recoveries.toSorted((one, other) => other.ms - one.ms)[0];
  const violations = check(history, bounds);
  const broken = (one: Violation["invariant"]) =>
    violations.filter(({ invariant }) => invariant === one).length;
  const names = history.recoveries.map(({ fault }) => fault);
  return {
    faults: Object.fromEntries(
      [...new Set(names)].map((name) => [name, names.filter((other) => other === name).length]),
    ),
    jobs: jobs.length,
    events: sum(jobs.map(({ events }) => events.length)),
    attempts: sum(jobs.map(({ attempts }) => attempts.length)),
    crashes: sum(jobs.map(({ crashes }) => crashes)),
    slots: history.schedule?.slots.length ?? 0,
    worstRecovery: worst ?? null,
    worstOverlapMs: Math.max(0, ...overlapsOf(history.effects).map(({ ms }) => ms)),
    ...{ lost: broken("I1"), doubled: broken("I2"), stuck: broken("I9") },
    violations,
  };
}
