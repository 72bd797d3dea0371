import type { JobState } from "@formwork/contracts/states";
import { expect } from "chai";
import type { Step } from "../steps/step.ts";
import type { Store } from "../store.ts";
import type { ClaimedJob } from "../verbs/work-store.ts";
import { claim, ends, eventsOf, everything, settle, stageAll, theJob } from "./helpers.ts";

/**
 * A job as the first version stored it: what differs from others. Both stores write these in their
 * own layout of that time, and hand them to the newest code.
 */
export type OldJob = {
  id: string;
  state: JobState;
  steps: Step<number>[];
  kind?: "module" | "remote";
  priority?: number;
  runAt?: number;
  attempt?: number;
  failures?: number;
  startedAt?: number;
  finishedAt?: number;
  error?: string;
  result?: string;
  dependsOn?: string[];
  /** At most one job with this concurrency key runs at once. */
  key?: string;
  /** Queued, but not offered to workers, as its key is used up. */
  parked?: true;
  /** Whether another job waits for it. */
  awaited?: true;
};

/** When the jobs were made, in milliseconds since 1970. */
export const oldTime = Date.UTC(2026, 0, 1, 8);
const at = oldTime;
const tomorrow = Date.now() + 86_400_000;
const oops = JSON.stringify({ message: "It broke", reason: "exit" });

const created: Step<number>[] = [{ c: "create", at }];
const queued: Step<number>[] = [...created, { c: "due", at }];
const running: Step<number>[] = [...queued, { c: "claim", at: at + 10, worker: "worker-0" }];
const ran = { attempt: 1, startedAt: at + 10 };

/** A job in each state, and others that wait for different things. */
export const oldJobs: OldJob[] = [
  { id: "low", state: "queued", steps: queued },
  { id: "high", state: "queued", steps: queued, priority: 9 },
  { id: "holder", state: "running", steps: running, ...ran, key: "k", awaited: true },
  { id: "parked", state: "queued", steps: queued, key: "k", parked: true },
  {
    ...{ id: "later", state: "scheduled", runAt: tomorrow },
    steps: [{ c: "create", at, due: tomorrow }],
  },
  { id: "due", state: "scheduled", runAt: at + 5, steps: [{ c: "create", at, due: at + 5 }] },
  { id: "held", state: "scheduled", steps: created, dependsOn: ["holder"] },
  {
    ...{ id: "again", state: "retrying", ...ran, failures: 1, runAt: at + 30, error: oops },
    steps: [...running, { c: "fail", at: at + 20, due: at + 30, exit: 7, error: oops }],
  },
  {
    ...{ id: "done", state: "succeeded", ...ran, finishedAt: at + 20, result: '{"sum":42}' },
    steps: [...running, { c: "succeed", at: at + 20, exit: 0 }],
  },
  {
    ...{ id: "dead", state: "failed", ...ran, failures: 1, finishedAt: at + 20, error: oops },
    steps: [...running, { c: "exhaust", at: at + 20, exit: 7, error: oops }],
  },
  {
    ...{ id: "gone", state: "cancelled", finishedAt: at + 20 },
    steps: [...queued, { c: "cancel", at: at + 20 }],
  },
  { id: "far", state: "queued", steps: queued, kind: "remote" },
];

/** Expects that the newest code lists, stages, rescues, claims, settles and controls them. */
export async function expectOldJobsToGoOn(store: Store): Promise<void> {
  await expectLists(store);
  await store.rescueJobs({ limit: 100, maxCrashes: 3 });
  await stageAll(store);
  const first = await claim(store);
  expect(idsOf(first)[0]).to.equal("high");
  expect(idsOf(first)).to.include.members(["low", "due", "again", "far"]);
  // One of the two with the key; the other comes once it has ended, and then what waits for it.
  const ended = new Set(await succeed(store, first));
  for (let round = 0; ended.size < 8 && round < 10; round++) {
    await stageAll(store);
    for (const id of await succeed(store, await claim(store))) ended.add(id);
  }
  expect([...ended].sort()).to.deep.equal(
    ["high", "low", "holder", "parked", "due", "again", "far", "held"].sort(),
  );
  expect((await theJob(store, "later")).state).to.equal("scheduled");
  await expectDeadLetter(store);
  for (const { id } of oldJobs) {
    const seqs = (await eventsOf(store, id)).map(({ data }) => data.seq);
    expect(seqs, id).to.deep.equal(seqs.map((_, place) => place + 1));
  }
}

async function expectLists(store: Store): Promise<void> {
  const list = await everything((cursor) =>
    store.findJobs({ filter: {}, sort: "createdAt", limit: 5, cursor }),
  );
  const states = Object.fromEntries(list.map(({ id, state }) => [id, state]));
  expect(states).to.deep.equal(Object.fromEntries(oldJobs.map(({ id, state }) => [id, state])));
  const counts = (await store.countJobs()).counts;
  expect(counts.find(({ state }) => state === "queued")?.count).to.equal(4);
  expect(await theJob(store, "done")).to.deep.include({
    ...{ summary: "", errorKey: null, result: { sum: 42 }, payload: { to: "done" } },
  });
  expect(
    (await store.findJobs({ filter: { tag: ["old"] }, sort: "createdAt", limit: 50 })).items,
  ).length(oldJobs.length);
  const [load] = await store.queueLoads();
  expect(load).to.include({ name: "default", scheduled: 4, queued: 4, running: 1 });
}

async function succeed(store: Store, claimed: ClaimedJob[]): Promise<string[]> {
  for (const one of claimed) expect(await settle(store, one, ends.succeed)).to.equal(true);
  return idsOf(claimed);
}

async function expectDeadLetter(store: Store): Promise<void> {
  expect((await store.groupErrors({ limit: 100 })).grouped).to.equal(1);
  const { items } = await store.findErrors({ filter: {}, sort: "-lastAt", since: [], limit: 5 });
  expect(items.map(({ count, sampleId }) => [count, sampleId])).to.deep.equal([[1, "dead"]]);
  await store.controlJob({ id: "dead", cause: "retry", traceparent: null });
  expect(await succeed(store, await claim(store))).to.deep.equal(["dead"]);
  const attempts = (await store.listAttempts({ id: "dead", limit: 5 })).items;
  expect(attempts.map(({ state }) => state)).to.deep.equal(["failed", "succeeded"]);
}

function idsOf(claimed: ClaimedJob[]): string[] {
  return claimed.map(({ job }) => job.id);
}
