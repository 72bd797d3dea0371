import {
  type Cause,
  eventOfCause,
  isFinal,
  type JobState,
  jobStates,
  moves,
} from "@formwork/contracts/states";
import { expect } from "chai";
import fc from "fast-check";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import type { ClaimedJob } from "../../verbs/work-store.ts";
import { claim, ends, eventsOf, everything, settle, theSummary } from "../helpers.ts";

/** One call of the random history; `pick` chooses its jobs. */
type RandomCall = { what: keyof ReturnType<typeof calls>; pick: number };

export function randomHistorySuite(use: () => Store): void {
  describe("a random history", () => {
    it("leaves every seq without holes, every step legal and every count right", async function () {
      this.timeout(60_000);
      const call = fc.record({ what: fc.constantFrom(...names), pick: fc.nat(50) });
      await fc.assert(
        fc.asyncProperty(fc.array(call, { minLength: 10, maxLength: 40 }), (history) =>
          runHistory(use(), history),
        ),
        { numRuns: 15 },
      );
    });
  });
}

async function runHistory(store: Store, history: RandomCall[]): Promise<void> {
  const ids: string[] = [];
  const running: ClaimedJob[] = [];
  const callsOf = calls(store, ids, running);
  for (const { what, pick } of history) await callsOf[what](pick);
  for (const id of ids) await checkEvents(store, id);
  await checkCounts(store);
}

function calls(store: Store, ids: string[], running: ClaimedJob[]) {
  const pickOne = <T>(list: T[], pick: number): T[] =>
    list.length === 0 ? [] : list.slice(pick % list.length).slice(0, 1);
  const control = (cause: "cancel" | "retry" | "dismiss") => async (pick: number) => {
    for (const id of pickOne(ids, pick)) await store.controlJob({ id, cause, traceparent: null });
  };
  const end = (how: keyof typeof ends) => async (pick: number) => {
    for (const claimed of pickOne(running, pick)) await settle(store, claimed, ends[how]);
  };
  return {
    submit: async (pick: number) => {
      const concurrency = pick % 3 === 0 ? { key: "k", limit: 2 } : null;
      const job = aNewJob({
        concurrency,
        priority: pick % 10,
        dependsOn: pick % 5 === 0 ? pickOne(ids, pick) : [],
      });
      await store.insertJobs({ jobs: [job] });
      ids.push(job.id);
    },
    claim: async (pick: number) =>
      void running.push(
        ...(await claim(store, { limit: 1 + (pick % 4), leaseMs: pick % 2 ? -1 : 60_000 })),
      ),
    succeed: end("succeed"),
    fail: end("failNow"),
    exhaust: end("exhaust"),
    release: end("release"),
    cancel: control("cancel"),
    retry: control("retry"),
    dismiss: control("dismiss"),
    change: async (pick: number) => {
      const runAt = [undefined, null, Date.now() - 5, Date.now() + 60_000][pick % 4];
      const change = { runAt, ...(pick % 3 === 0 && { priority: pick % 10, tags: [`t${pick}`] }) };
      for (const id of pickOne(ids, pick)) await store.changeJob({ id, change, traceparent: null });
    },
    stage: async () => void (await store.stageJobs({ limit: 10 })),
    rescue: async () => void (await store.rescueJobs({ limit: 10, maxCrashes: 2 })),
    relay: async (pick: number) => {
      const entries = await store.takeOutbox({ limit: pick });
      await store.clearOutbox({ positions: entries.map(({ position }) => position) });
    },
  };
}
const names = [
  ...([
    "submit",
    "submit",
    "submit",
    "claim",
    "claim",
    "succeed",
    "fail",
    "exhaust",
    "release",
  ] as const),
  ...(["cancel", "retry", "dismiss", "change", "change", "stage", "rescue", "relay"] as const),
];

async function checkEvents(store: Store, id: string): Promise<void> {
  const events = await eventsOf(store, id);
  expect(events.map(({ data }) => data.seq)).to.deep.equal(events.map((_, index) => index + 1));
  for (const [index, { data, type }] of events.entries()) {
    const before = events[index - 1]?.data.state;
    expect(before === undefined ? ["job.created scheduled"] : legalEvents(before)).to.include(
      `${type} ${data.state}`,
    );
    expect(data.finishedAt !== null).to.equal(isFinal(data.state));
  }
  expect(events.at(-1)?.data).to.deep.equal(await theSummary(store, id));
}

function legalEvents(before: JobState): string[] {
  // Object.entries widens the keys of a row of `moves`, which are causes.
  const rows = Object.entries(moves[before]) as [Cause, JobState][];
  return rows.map(([cause, after]) => `${eventOfCause[cause]} ${after}`);
}

async function checkCounts(store: Store): Promise<void> {
  const jobs = await everything((cursor) =>
    store.findJobs({ filter: {}, sort: "createdAt", limit: 500, cursor }),
  );
  const counted = new Map(
    (await store.countJobs()).counts.map(({ state, count }) => [state, count]),
  );
  for (const state of jobStates)
    expect(counted.get(state) ?? 0).to.equal(jobs.filter((job) => job.state === state).length);
}
