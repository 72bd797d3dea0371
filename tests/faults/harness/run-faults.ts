import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { SubmitJob } from "@formwork/contracts/job";
import { eventually } from "@formwork/engine/testing/eventually";
import { type Follower, followJobs } from "../../support/follower.ts";
import { type Calls, callsTo } from "./calls.ts";
import { check, overlapsOf, type Violation } from "./checker.ts";
import { type Fault, faultsOf } from "./faults.ts";
import { readEffects } from "./fleet/effects.ts";
import type { Fleet } from "./fleet/fleet.ts";
import type { Bounds, History } from "./history.ts";
import { startLoad } from "./load.ts";
import { readJobs, readSlots, unfinishedAfter } from "./observe.ts";
import { type Random, randomOf } from "./random.ts";

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
  violations: Violation[];
};

const usualBounds: Bounds = {
  // What is left of a lease, and what a process group gets between TERM and KILL.
  overlapMs: 6000,
  recoveryMs: 30_000,
};
/** How long jobs may need to end after the last fault, in ms. */
const settleMs = 90_000;
/** A slot every two seconds. */
const cron = "*/2 * * * * *";

type RunOptions = {
  seed: number;
  /** How long faults are injected, in ms. */
  ms: number;
  /** The faults to draw from; all that the fleet knows unless told. */
  faults?: Fault[];
  /** Jobs to submit before the first fault, beside the load. */
  jobs?: SubmitJob[];
  bounds?: Bounds;
  /** Called with a line for each fault. */
  print?: (line: string) => void;
};

/**
 * Injects faults into a fleet under load, lets everything settle, and holds what all actors wrote
 * down against the promises.
 */
export async function runFaults(fleet: Fleet, options: RunOptions): Promise<Report> {
  const { seed, ms, faults = faultsOf(fleet), print = () => undefined } = options;
  const { jobs: firstJobs = [], bounds = usualBounds } = options;
  const random = randomOf(seed);
  const calls = callsTo(fleet);
  const notifiers = fleet.notifiers.map(({ url }) => url);
  const followers = [await followJobs(notifiers, fleet.token)];
  try {
    const schedule = await startSchedule(calls, fleet.effectsFile);
    const load = startLoad(calls, randomOf(seed + 1), fleet.effectsFile);
    await Promise.all(
      firstJobs.map((body) => calls.once((client) => client.call("jobs.create", { body }))),
    );
    const isPushed = (id: string) => followers.every(({ received }) => hasEnded(received(id)));
    const injected = await injectFaults({
      ...{ random, faults, ms, print },
      probe: () => runProbe(calls, fleet.effectsFile, isPushed),
    });
    await load.stop();
    await schedule.pause();
    const unfinished = await unfinishedAfter(calls, settleMs);
    const jobs = await readJobs(calls);
    await receivedAll(followers, jobs);
    const history: History = {
      acknowledged: load.acknowledged,
      effects: await readEffects(fleet.effectsFile),
      jobs,
      clients: followers.map(
        ({ received }) => new Map([...jobs.keys()].map((id) => [id, received(id)])),
      ),
      clientFaults: followers.flatMap((follower) => follower.faults),
      schedule: await schedule.read(),
      recoveries: injected,
      unfinished,
    };
    return reportOf(history, bounds);
  } finally {
    for (const follower of followers) follower.close();
  }
}

const hasEnded = (events: { type: string }[]) => events.at(-1)?.type === "job.succeeded";

async function injectFaults(params: {
  random: Random;
  faults: Fault[];
  ms: number;
  print: (line: string) => void;
  /** Resolves when a new job has run, and its end was pushed. */
  probe: () => Promise<void>;
}): Promise<History["recoveries"]> {
  const { random, faults, ms, print, probe } = params;
  const recoveries: History["recoveries"] = [];
  const end = performance.now() + ms;
  while (performance.now() < end) {
    await pause(random.between(500, 2000));
    const fault = random.pick(faults);
    await fault.inject(random);
    const mended = performance.now();
    await probe();
    const took = Math.round(performance.now() - mended);
    recoveries.push({ fault: fault.name, ms: took });
    print(`${fault.name}: a new job had run, and its end was pushed, after ${took} ms`);
  }
  return recoveries;
}

/** Submits a job and waits until it has ended and its end was pushed. */
async function runProbe(
  calls: Calls,
  file: string,
  isPushed: (id: string) => boolean,
): Promise<void> {
  const headers = { "idempotency-key": randomUUID() };
  const body = { template: "effect", payload: { file, ms: 0 }, priority: 9 };
  const { id } = await calls.untilAnswered((client, signal) =>
    client.call("jobs.create", { body, headers, signal }),
  );
  await eventually(
    async () => {
      const job = await calls.untilAnswered((client, signal) =>
        client.call("jobs.get", { params: { id }, signal }),
      );
      return job.state === "succeeded";
    },
    `probe ${id} to succeed`,
    settleMs,
  );
  await eventually(() => isPushed(id), `the end of probe ${id} to be pushed`, settleMs);
}

async function startSchedule(calls: Calls, file: string) {
  const body = {
    ...{ template: "effect", payload: { file, ms: 0 }, cron, timezone: "UTC" },
    ...({ overlap: "allow", misfire: "fireAll" } as const),
  };
  const { id } = await calls.untilAnswered((client, signal) =>
    client.call("schedules.create", { body, signal }),
  );
  return {
    pause: () =>
      calls.untilAnswered((client, signal) =>
        client.call("schedules.pause", { params: { id }, body: {}, signal }),
      ),
    async read(): Promise<History["schedule"]> {
      const { slots, jobs } = await readSlots(calls, id);
      const [first, last] = [slots[0]?.at ?? 0, slots.at(-1)?.at ?? 0];
      const expected = Array.from(
        { length: (last - first) / 2000 + 1 },
        (_, index) => first + index * 2000,
      );
      return { expected, slots, jobs };
    },
  };
}

/** Waits until every client has the last event of every job, but not for ever: the checker tells. */
async function receivedAll(followers: Follower[], jobs: History["jobs"]): Promise<void> {
  const isComplete = ({ received }: Follower) =>
    [...jobs.values()].every(({ id, seq }) => received(id).length >= seq);
  await eventually(() => followers.every(isComplete), "all events to arrive", 30_000).catch(
    () => undefined,
  );
}

function reportOf(history: History, bounds: Bounds): Report {
  const jobs = [...history.jobs.values()];
  const sum = (numbers: number[]) => numbers.reduce((one, other) => one + other, 0);
  const worst = history.recoveries.toSorted((one, other) => other.ms - one.ms)[0];
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
    violations: check(history, bounds),
  };
}
