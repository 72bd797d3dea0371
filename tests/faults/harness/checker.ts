import { isFinal } from "@formwork/contracts/states";
import type { Effect } from "./fleet/effects.ts";
import type { Bounds, FinalJob, History, SeenEvent } from "./history.ts";

/** A broken promise: which one (`docs/reliability.md` lists them), and how it was broken. */
export type Violation = { invariant: Invariant; what: string };
export type Invariant = "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I8" | "I9" | "I10";

type Check = (history: History, bounds: Bounds) => string[];

/** Crashes after which a job fails as poison. */
const maxCrashes = 3;

/**
 * The invariants that a run is held against. I7, that nobody receives what they may not see, is
 * tested without faults.
 */
const checks: Record<Invariant, Check> = {
  I1: acknowledgedJobsEnd,
  I2: attemptsSettleOnce,
  I3: attemptsHardlyOverlap,
  I4: clientsSeeAllInOrder,
  I5: eventsMatchTransitions,
  I6: slotsFireOnce,
  I8: recoversInTime,
  I9: nothingIsStuck,
  I10: countsStayInBounds,
};

/** Returns every promise that a run has broken. */
export function check(history: History, bounds: Bounds): Violation[] {
  // Object.entries forgets the type of the keys.
  return (Object.entries(checks) as [Invariant, Check][]).flatMap(([invariant, find]) =>
    find(history, bounds).map((what) => ({ invariant, what })),
  );
}

/** An acknowledged submit exists and ends; repeats of a key made one job; a cancelled job stays so. */
function acknowledgedJobsEnd({ acknowledged, jobs }: History): string[] {
  const jobOfKey = new Map<string, string>();
  return acknowledged.flatMap((one) => {
    const job = jobs.get(one.job);
    if (job === undefined) return [`job ${one.job} was acknowledged and does not exist`];
    if (!isFinal(job.state)) return [`job ${one.job} is ${job.state} in the end`];
    if (one.call === "cancel")
      return job.state === "cancelled" ? [] : [`job ${one.job} was cancelled and ${job.state}`];
    const known = jobOfKey.get(one.key) ?? one.job;
    jobOfKey.set(one.key, known);
    return known === one.job ? [] : [`key ${one.key} made jobs ${known} and ${one.job}`];
  });
}

function attemptsSettleOnce({ jobs }: History): string[] {
  return [...jobs.values()].flatMap(({ id, state, resultOf, events, attempts }) => {
    const settledBy = attempts.find((one) => one.state === "succeeded")?.attempt;
    // A released attempt does not count: the next one has its number.
    const counted = attempts.filter((one) => one.state !== "released");
    const numbers = counted.map(({ attempt }) => attempt);
    const doubled = numbers.filter((number, index) => numbers.indexOf(number) !== index);
    const successes = attempts.filter(({ state }) => state === "succeeded").length;
    const ends = events.filter(({ type }) => type === "job.succeeded").length;
    return [
      ...doubled.map((number) => `attempt ${number} of job ${id} was made twice`),
      ...(successes > 1 || ends > 1
        ? [`job ${id} succeeded ${Math.max(successes, ends)} times`]
        : []),
      ...(state === "succeeded" && resultOf !== null && resultOf !== settledBy
        ? [`attempt ${settledBy} of job ${id} has the result of attempt ${resultOf}`]
        : []),
    ];
  });
}

/** An attempt goes on after a later one has begun only for as long as its lease and its end allow. */
function attemptsHardlyOverlap({ effects }: History, { overlapMs }: Bounds): string[] {
  return overlapsOf(effects)
    .filter(({ ms }) => ms > overlapMs)
    .map(
      ({ job, attempt, ms }) =>
        `attempt ${attempt} of job ${job} went on ${ms} ms beside its successor`,
    );
}

/** Returns for each attempt that had a successor how long it went on beside it, in ms. */
export function overlapsOf(effects: Effect[]): { job: string; attempt: number; ms: number }[] {
  return [...Map.groupBy(effects, ({ job }) => job)].flatMap(([job, own]) =>
    [...Map.groupBy(own, ({ attempt }) => attempt)].flatMap(([attempt, mine]) => {
      const later = own.filter((other) => other.attempt > attempt).map(({ at }) => at);
      if (later.length === 0) return [];
      const ms = Math.max(...mine.map(({ at }) => at)) - Math.min(...later);
      return [{ job, attempt, ms: Math.max(0, ms) }];
    }),
  );
}

/** Each client saw each event of each job once, in order, up to the last one that is stored. */
function clientsSeeAllInOrder({ clients, clientFaults, jobs }: History): string[] {
  const missed = clients.flatMap((seen, client) =>
    [...jobs.values()].flatMap(({ id, events }) => {
      const own = seen.get(id) ?? [];
      return sameEvents(own, events)
        ? []
        : [`client ${client} saw ${numbers(own)} of job ${id}, stored are ${numbers(events)}`];
    }),
  );
  return [...clientFaults, ...missed];
}

/** Events are numbered without holes, the last one is the job's, and it tells the job's state. */
function eventsMatchTransitions({ jobs }: History): string[] {
  return [...jobs.values()].flatMap((job) => {
    const holes = job.events.some(({ seq }, index) => seq !== index + 1);
    if (holes) return [`the events of job ${job.id} are numbered ${numbers(job.events)}`];
    if (job.events.length !== job.seq)
      return [`job ${job.id} is at ${job.seq} and has ${job.events.length} events`];
    return endsWith(job) ? [] : [`job ${job.id} is ${job.state} after ${job.events.at(-1)?.type}`];
  });
}

function endsWith({ state, events }: FinalJob): boolean {
  return !isFinal(state) || events.some(({ type }) => type === `job.${state}`);
}

/** Each expected slot fired, with one job, and no job was made beside them. */
function slotsFireOnce({ schedule }: History): string[] {
  if (schedule === null) return [];
  const { expected, slots, jobs } = schedule;
  const fired = slots.filter(({ outcome }) => outcome === "fired");
  const jobsAt = Map.groupBy(jobs, ({ runAt }) => runAt);
  return [
    ...expected
      .filter((at) => !fired.some((slot) => slot.at === at))
      .map((at) => `the slot at ${new Date(at).toISOString()} did not fire`),
    ...[...jobsAt]
      .filter(([, made]) => made.length > 1)
      .map(([at, made]) => `the slot at ${new Date(at).toISOString()} made ${made.length} jobs`),
    ...jobs
      .filter(({ id }) => !fired.some(({ job }) => job === id))
      .map(({ id }) => `job ${id} belongs to no slot that fired`),
  ];
}

function recoversInTime({ recoveries }: History, { recoveryMs }: Bounds): string[] {
  return recoveries
    .filter(({ ms }) => ms > recoveryMs)
    .map(({ fault, ms }) => `${fault} was overcome after ${Math.round(ms)} ms`);
}

function nothingIsStuck({ unfinished }: History): string[] {
  return unfinished.map((id) => `job ${id} has not ended`);
}

function countsStayInBounds({ jobs }: History): string[] {
  return [...jobs.values()].flatMap(({ id, attempts, maxAttempts, crashes }) => {
    const failures = attempts.filter(({ state }) => state === "failed").length;
    return [
      ...(failures > maxAttempts ? [`job ${id} failed ${failures} of ${maxAttempts} times`] : []),
      ...(crashes > maxCrashes ? [`job ${id} crashed ${crashes} times`] : []),
      ...attempts
        .filter(({ state }) => state === "running")
        .map(({ attempt, state }) => `attempt ${attempt} of job ${id} is ${state} in the end`),
    ];
  });
}

function sameEvents(seen: SeenEvent[], stored: SeenEvent[]): boolean {
  return (
    seen.length === stored.length &&
    seen.every(({ seq, type }, index) => seq === stored[index]?.seq && type === stored[index]?.type)
  );
}

function numbers(events: SeenEvent[]): string {
  return events.length === 0 ? "none" : events.map(({ seq }) => seq).join(" ");
}
