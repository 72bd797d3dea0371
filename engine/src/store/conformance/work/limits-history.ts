import { setImmediate as turn } from "node:timers/promises";
import { isFinal } from "@formwork/contracts/states";
import { expect } from "chai";
import fc from "fast-check";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import { type ClaimedJob, type ClaimLimits, noLimits } from "../../verbs/work-store.ts";
import { claim, ends, everything, settle } from "../helpers.ts";

const queues = ["red", "blue"];
const owners = ["ada", "bob"];
const keyLimit = 2;

/** One call of the random history; `pick` chooses its jobs and limits. */
type RandomCall = { what: keyof ReturnType<typeof callsOf>; pick: number };
type World = { stores: Store[]; limits: ClaimLimits; running: ClaimedJob[]; ids: string[] };

/** Steps of a history: the calls of one step are made at once. */
const steps = fc.array(
  fc.array(
    fc.record({
      what: fc.constantFrom<RandomCall["what"]>(
        ...(["submit", "submit", "claim", "claim", "claim", "succeed", "succeed", "fail"] as const),
        ...(["release", "cancel", "move", "limit", "owners", "pause", "stage", "rescue"] as const),
      ),
      pick: fc.nat(1000),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  { minLength: 10, maxLength: 30 },
);

/** A random history on one store, or on several that share their data. */
export function limitsHistorySuite(use: () => Store | Store[], numRuns = 10): void {
  describe("a random history of claims, pauses, limits, ends and rescues", () => {
    it("breaks no limit, starts nothing of a paused queue, and strands no job", async function () {
      this.timeout(120_000);
      await fc.assert(
        fc.asyncProperty(steps, (history) => runHistory([use()].flat(), history)),
        { numRuns },
      );
    });
  });
}

async function runHistory(stores: Store[], history: RandomCall[][]): Promise<void> {
  const world: World = { stores, limits: noLimits, running: [], ids: [] };
  for (const calls of history) {
    const before = await countsOf(world);
    // A limit that changes holds for the claims after it.
    for (const { what, pick } of calls.filter(isRule)) await callsOf(world)[what](pick);
    await Promise.all(
      calls.filter((call) => !isRule(call)).map(({ what, pick }) => callsOf(world)[what](pick)),
    );
    expectWithin(world.limits, before, await countsOf(world));
  }
  await drain(world);
}

function isRule({ what }: RandomCall): boolean {
  return what === "limit" || what === "owners" || what === "pause";
}

function callsOf(world: World) {
  const { stores, running, ids } = world;
  const store = (pick: number): Store => stores[pick % stores.length] ?? expect.fail();
  const one = <T>(list: T[], pick: number): T[] => list.splice(pick % (list.length || 1), 1);
  const end = (how: keyof typeof ends) => async (pick: number) => {
    for (const claimed of one(running, pick)) await settle(store(pick), claimed, ends[how]);
  };
  return {
    async submit(pick: number) {
      const jobs = Array.from({ length: 1 + (pick % 4) }, (_, n) =>
        aNewJob({
          queue: queues[(pick + n) % 2] ?? "red",
          createdBy: owners[(pick >> 2) % 2] ?? "ada",
          priority: (pick >> n) % 10,
          concurrency: pick % 3 === 0 ? { key: "k", limit: keyLimit } : null,
        }),
      );
      ids.push(...jobs.map(({ id }) => id));
      await store(pick).insertJobs({ jobs });
    },
    async claim(pick: number) {
      const { limits } = world;
      const given = { limits, limit: 1 + (pick % 5), leaseMs: pick % 4 === 0 ? -1 : 60_000 };
      const claimed = await claim(store(pick), given);
      for (const { job } of claimed) expect(limits.paused).to.not.include(job.queue);
      running.push(...claimed);
    },
    succeed: end("succeed"),
    fail: end("failNow"),
    release: end("release"),
    async cancel(pick: number) {
      const id = ids[pick % (ids.length || 1)] ?? "none";
      await store(pick).controlJob({ id, cause: "cancel", traceparent: null });
      // Half of the workers die with the attempt, so that rescue has to notice.
      const cancelled = running.filter(({ job }) => job.id === id && pick % 2 === 0);
      for (const { token } of cancelled)
        await store(pick).endAttempt({ id, token, exitCode: null });
    },
    async move(pick: number) {
      const id = ids[pick % (ids.length || 1)] ?? "none";
      const change = { priority: pick % 10, queue: queues[pick % 2] };
      await store(pick).changeJob({ id, change, traceparent: null });
    },
    async limit(pick: number) {
      const red = (pick % 6) + 1;
      world.limits = { ...world.limits, queues: pick % 5 === 0 ? {} : { red } };
    },
    async owners(pick: number) {
      world.limits = { ...world.limits, perOwner: pick % 4 === 0 ? null : 1 + (pick % 4) };
    },
    async pause(pick: number) {
      world.limits = { ...world.limits, paused: pick % 2 === 0 ? [] : [queues[pick % 2] ?? "red"] };
    },
    stage: async (pick: number) =>
      void (await store(pick).stageJobs({ limit: 10, perOwner: world.limits.perOwner })),
    rescue: async (pick: number) =>
      void (await store(pick).rescueJobs({ limit: 10, maxCrashes: 1000 })),
  };
}

/** Counts what runs, by queue, owner and concurrency key. */
async function countsOf({ stores: [store = expect.fail()], ids }: World) {
  const counts = new Map<string, number>();
  const jobs = await everything((cursor) =>
    store.findJobs({ filter: { state: ["running"] }, sort: "createdAt", limit: 500, cursor }),
  );
  const known = new Set(ids);
  for (const { queue, createdBy } of jobs.filter(({ id }) => known.has(id)))
    for (const name of [`queue ${queue}`, `owner ${createdBy}`])
      counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** What ran before a limit was lowered may go on. */
function expectWithin(
  { queues: ofQueues, perOwner }: ClaimLimits,
  before: Map<string, number>,
  after: Map<string, number>,
): void {
  const limits = [
    ...Object.entries(ofQueues).map(([queue, limit]) => [`queue ${queue}`, limit] as const),
    ...(perOwner === null ? [] : owners.map((owner) => [`owner ${owner}`, perOwner] as const)),
  ];
  for (const [name, limit] of limits)
    expect(after.get(name) ?? 0, name).to.be.at.most(Math.max(limit, before.get(name) ?? 0));
}

/** Lets every job end under the limits that hold, with no queue paused. */
async function drain(world: World): Promise<void> {
  const { stores, ids } = world;
  const limits = { ...world.limits, paused: [] };
  const until = Date.now() + 20_000;
  for (let round = 0; (await openOf(world)).length > 0; round++) {
    expect(Date.now(), "some jobs are stranded").to.be.below(until);
    const store = stores[round % stores.length] ?? expect.fail();
    const gone = round === 0 ? { workerIds: ["worker-1"] } : {};
    await store.rescueJobs({ limit: 100, maxCrashes: 1000, ...gone });
    await store.stageJobs({ limit: 100, perOwner: limits.perOwner });
    for (const claimed of [...world.running.splice(0), ...(await claim(store, { limits }))])
      await settle(store, claimed, ends.succeed);
    await turn();
  }
  expect(await openOf(world)).to.deep.equal([]);
  ids.splice(0);
}

async function openOf({ stores: [store = expect.fail()], ids }: World): Promise<string[]> {
  const jobs = await Promise.all(ids.map((id) => store.getJob({ id })));
  return jobs.flatMap((job) => (job === null || isFinal(job.state) ? [] : [job.id]));
}
