import { setTimeout as pause } from "node:timers/promises";
import { holdsWithin } from "@formwork/engine/testing/eventually";
import { type Follower, followJobs } from "../../support/follower.ts";
import { callsTo } from "./calls.ts";
import { describeOpen } from "./describe-open.ts";
import { type Fault, faultsOf } from "./faults.ts";
import { readEffects } from "./fleet/effects.ts";
import type { Fleet } from "./fleet/fleet.ts";
import type { Bounds, History } from "./history.ts";
import { startLoad } from "./load.ts";
import { readJobs, unfinishedAfter } from "./observe.ts";
import { type Random, randomOf } from "./random.ts";
import { type Report, reportOf } from "./report.ts";
import { runProbe } from "./run-probe.ts";
import { startSchedule } from "./start-schedule.ts";

const usualBounds: Bounds = {
  // What is left of a lease, and what a process group gets between TERM and KILL.
  overlapMs: 6000,
  recoveryMs: 30_000,
};

type RunOptions = {
  seed: number;
  /** Faults to inject once, in this order; or for how many ms to draw from all that there are. */
  faults: Fault[] | number;
  bounds?: Bounds;
  /** How long jobs may need to end after a fault, and their events to arrive, in ms. */
  patienceMs?: number | undefined;
  /** How long a client that lost its connection stays away, in ms. */
  clientAwayMs?: number | undefined;
  /** Called with a line for each fault. */
  print?: (line: string) => void;
};

/**
 * Injects faults into a fleet under load, lets everything settle, and holds what all actors wrote
 * down against the promises.
 */
export async function runFaults(fleet: Fleet, options: RunOptions): Promise<Report> {
  const { seed, bounds = usualBounds, patienceMs = 90_000, clientAwayMs } = options;
  const { effectsFile } = fleet;
  const calls = callsTo(fleet);
  const notifiers = fleet.notifiers.map(({ url }) => url);
  const followers = [await followJobs(notifiers, fleet.token, { awayMs: clientAwayMs })];
  try {
    const schedule = await startSchedule(calls, effectsFile);
    const load = startLoad(calls, randomOf(seed + 1), effectsFile);
    const isPushed = (id: string) => followers.every(({ received }) => hasEnded(received(id)));
    const recoveries = await injectFaults(fleet, options, () =>
      runProbe({ calls, effectsFile, isPushed, ms: patienceMs }),
    );
    await load.stop();
    await schedule.pause();
    const unfinished = await unfinishedAfter(calls, patienceMs);
    if (unfinished.length > 0)
      process.stderr.write(`${await describeOpen(calls, fleet, unfinished)}\n`);
    const jobs = await readJobs(calls);
    await receivedAll(followers, jobs, patienceMs);
    const history: History = {
      acknowledged: load.acknowledged,
      effects: await readEffects(effectsFile),
      jobs,
      clients: followers.map(
        ({ received }) => new Map([...jobs.keys()].map((id) => [id, received(id)])),
      ),
      clientFaults: followers.flatMap((follower) => follower.faults),
      schedule: await schedule.read(),
      recoveries,
      unfinished,
    };
    return reportOf(history, bounds);
  } finally {
    for (const follower of followers) follower.close();
  }
}

const hasEnded = (events: { type: string }[]) => events.at(-1)?.type === "job.succeeded";

/** Injects the faults until one is not overcome. `probe`: whether a new job ran, and its end was pushed. */
async function injectFaults(
  fleet: Fleet,
  { seed, faults, print = () => undefined }: RunOptions,
  probe: () => Promise<boolean>,
): Promise<History["recoveries"]> {
  const random = randomOf(seed);
  const recoveries: History["recoveries"] = [];
  const next = typeof faults === "number" ? drawn(fleet, faults, random) : faults.values();
  for (const fault of next) {
    await pause(random.between(500, 2000));
    print(`${new Date().toISOString()} ${fault.name}`);
    await fault.inject(random);
    const mended = performance.now();
    const isOvercome = await probe();
    const ms = isOvercome ? Math.round(performance.now() - mended) : Number.POSITIVE_INFINITY;
    recoveries.push({ fault: fault.name, ms });
    print(
      isOvercome ? `  a new job ran, and its end was pushed, after ${ms} ms` : "  NOT OVERCOME",
    );
    if (!isOvercome) break;
  }
  return recoveries;
}

/** Draws from all faults of a fleet until so much time has passed. */
function* drawn(fleet: Fleet, ms: number, random: Random): Generator<Fault> {
  const all = faultsOf(fleet);
  const end = performance.now() + ms;
  while (performance.now() < end) yield random.pick(all);
}

/** Waits until every client has the last event of every job, but not for ever: the checker tells. */
async function receivedAll(followers: Follower[], jobs: History["jobs"], ms: number) {
  const isComplete = ({ received }: Follower) =>
    [...jobs.values()].every(({ id, seq }) => received(id).length >= seq);
  await holdsWithin(() => followers.every(isComplete), ms);
}
