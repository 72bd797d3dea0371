import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { callsTo } from "./harness/calls.ts";
import type { Invariant } from "./harness/checker.ts";
import type { Fault } from "./harness/faults.ts";
import { type Fleet, leaseMs, type WithFleet } from "./harness/fleet/fleet.ts";
import type { MutationName } from "./harness/fleet/patches.ts";
import { sharedServers } from "./harness/fleet/shared-servers.ts";
import { withEmbedded } from "./harness/fleet/with-embedded.ts";
import { withServices } from "./harness/fleet/with-services.ts";
import { runFaults } from "./harness/run-faults.ts";

/** A guard that is taken away, the fault that it guards against, and the promise that breaks. */
type Case = {
  mutation: MutationName;
  breaks: Invariant;
  faultOf: (fleet: Fleet) => Fault;
  /** How long a client stays away that lost its connection, in ms. */
  clientAwayMs?: number;
};
type Cases = Record<string, Case>;

const onServices: Cases = {
  "a worker that goes on after its lease": {
    mutation: "no-deadline",
    breaks: "I3",
    faultOf: (fleet) => ({
      name: "no link from a worker to the database",
      async inject() {
        const tag = await startJobs(fleet, 4 * leaseMs);
        fleet.workers[0]?.links?.store.hold();
        await secondAttempt(fleet, tag);
        await pause(2 * bounds.overlapMs);
        fleet.workers[0]?.links?.store.pass();
      },
    }),
  },
  "a store that takes a result without a lease": {
    mutation: "no-fence",
    breaks: "I2",
    faultOf: (fleet) => ({
      name: "suspension of a worker",
      async inject() {
        const tag = await startJobs(fleet, 1.75 * leaseMs);
        await fleet.workers[0]?.suspend(() => secondAttempt(fleet, tag));
      },
    }),
  },
  "a relay that leaves alone what a dead worker has written": {
    mutation: "no-sweep",
    breaks: "I4",
    faultOf: ({ workers: [worker] }) => ({
      name: "crash of a worker between a result and its event",
      async inject() {
        // Without a broker it cannot publish the event before it dies.
        await worker?.links?.bus.refuse();
        await worker?.crash("after-settle", 1, crashMs);
        await worker?.links?.bus.accept();
      },
    }),
  },
};
const inOneProcess: Cases = {
  "a relay that leaves alone what was written before a restart": {
    mutation: "no-sweep",
    breaks: "I4",
    faultOf: ({ schedulers: [one] }) => ({
      name: "crash between a result and its event",
      inject: async () => one?.crash("after-settle", 1, crashMs),
    }),
  },
  "a relay that clears events before they are confirmed": {
    mutation: "early-clear",
    breaks: "I4",
    faultOf: ({ schedulers: [one] }) => ({
      name: "crash before a publication",
      inject: async () => one?.crash("before-publish", 3, crashMs),
    }),
  },
  "a notifier that leaves an event out": {
    mutation: "gap-in-replay",
    breaks: "I4",
    // Longer than the process needs to start again: so a client surely misses events.
    clientAwayMs: 8_000,
    faultOf: ({ schedulers: [one] }) => ({
      name: "kill -9 of the process",
      inject: async () => one?.restart("SIGKILL", 0),
    }),
  },
};

/** How long a process may take to come to its crash point, in ms. */
const crashMs = 60_000;
/** How long a run without a guard waits for what may never come, in ms. */
const shortPatienceMs = 10_000;
const bounds = { overlapMs: 1000, recoveryMs: 60_000 };

/** More jobs than two of the three workers have room for (ten each), so that each worker runs some. */
const jobsForAll = 24;

/**
 * Starts jobs of which each worker runs some, before all others that wait; returns their tag when all
 * run.
 */
async function startJobs(fleet: Fleet, ms: number): Promise<string> {
  const calls = callsTo(fleet);
  const tag = randomUUID();
  const payload = { file: fleet.effectsFile, ms };
  const body = { template: "effect", payload, priority: 9, tags: [tag] };
  await Promise.all(
    Array.from({ length: jobsForAll }, () =>
      calls.once((client) => client.call("jobs.create", { body })),
    ),
  );
  await eventually(
    async () => (await jobsWith(fleet, tag)).every(({ state }) => state !== "queued"),
    "the jobs to run",
  );
  return tag;
}

/** Waits until another worker runs one of the jobs again, whose first attempt may not have ended. */
async function secondAttempt(fleet: Fleet, tag: string): Promise<void> {
  await eventually(
    async () =>
      (await jobsWith(fleet, tag)).some(
        ({ state, attempt }) => state === "running" && attempt === 2,
      ),
    "a second attempt",
  );
}

async function jobsWith(fleet: Fleet, tag: string) {
  const { items } = await callsTo(fleet).once((client) =>
    client.call("jobs.list", { query: { tag: [tag] } }),
  );
  return items;
}

/** Injects the faults of some cases, and returns which promises broke. */
async function brokenBy(fleet: Fleet, cases: Case[], patienceMs?: number): Promise<Invariant[]> {
  const { violations } = await runFaults(fleet, {
    ...{ seed: 1, faults: cases.map(({ faultOf }) => faultOf(fleet)), patienceMs },
    clientAwayMs: cases.find((one) => one.clientAwayMs !== undefined)?.clientAwayMs,
    bounds,
  });
  return [...new Set(violations.map(({ invariant }) => invariant))];
}

function describeCases(name: string, cases: Cases, withFleet: WithFleet): void {
  describe(`faults find, ${name},`, function () {
    this.timeout(300_000);

    for (const [name, one] of Object.entries(cases))
      it(name, async () => {
        const { mutation, breaks } = one;
        const broken = await withFleet((fleet) => brokenBy(fleet, [one], shortPatienceMs), {
          mutation,
        });
        expect(broken).to.include(breaks);
      });

    it("nothing where every guard is in its place", async () => {
      expect(await withFleet((fleet) => brokenBy(fleet, Object.values(cases)))).to.deep.equal([]);
    });
  });
}

describeCases("in one process on SQLite", inOneProcess, withEmbedded);
describeCases("in services on MongoDB and RabbitMQ", onServices, async (use, options) =>
  withServices(use, { ...options, servers: await sharedServers() }),
);
