import type { JobState } from "@formwork/contracts/states";
import { aJob } from "@formwork/contracts/testing/a-job";
import { expect } from "chai";
import { withoutRules } from "../queues/queue-table.ts";
import type { WaitFacts } from "../store/verbs/work-store.ts";
import { type WaitContext, waitReasons } from "./wait-reasons.ts";

const now = Date.parse("2026-03-01T08:00:00Z");
const soon = new Date(now + 60_000).toISOString();
const past = new Date(now - 60_000).toISOString();

describe("The reasons why a job waits", () => {
  const reasons = (
    state: JobState,
    facts: Partial<WaitFacts> = {},
    context: Partial<WaitContext> = {},
  ) =>
    waitReasons({
      facts: {
        ...{ job: { ...aJob(), state, queue: "red", runAt: past }, kind: "http" },
        ...{ ahead: null, parkedFor: null, openTargets: [], key: null, keyHolders: [] },
        ...facts,
      },
      ...{ queue: withoutRules("red"), running: 0, perOwner: null, now },
      workers: { online: 1, draining: 0 },
      ...context,
    });
  const kinds = (...given: Parameters<typeof reasons>) => reasons(...given).map(({ kind }) => kind);
  const paused = { queue: { ...withoutRules("red"), paused: true, reason: "Deploy" } };

  it("are none for a job that runs or has ended", () => {
    for (const state of ["running", "succeeded", "failed", "cancelled"] as const)
      expect(kinds(state, {}, paused)).to.deep.equal([]);
  });

  it("name what a scheduled job waits for", () => {
    const job = { ...aJob(), state: "scheduled" as const, queue: "red", runAt: soon };
    expect(kinds("scheduled", { job, openTargets: ["a"] }, paused)).to.deep.equal([
      ...["dependencies", "later", "paused"],
    ]);
    const many = Array.from({ length: 12 }, (_, n) => `job-${n}`);
    const [first] = reasons("scheduled", { openTargets: many });
    expect(first).to.deep.include({ kind: "dependencies", count: 12, jobs: many.slice(0, 10) });
  });

  it("name the next attempt of a job that failed one", () => {
    expect(kinds("retrying")).to.deep.equal(["backOff"]);
    expect(kinds("retrying", {}, paused)).to.deep.equal(["backOff", "paused"]);
  });

  it("name the place of a queued job, and that there are more than are counted", () => {
    expect(reasons("queued", { ahead: 5 })).to.deep.equal([
      { kind: "place", queue: "red", ahead: 5, more: false },
    ]);
    expect(reasons("queued", { ahead: 1001 })[0]).to.include({ ahead: 1000, more: true });
  });

  it("name the limit that is reached, and the place where there is one", () => {
    const limited = { queue: { ...withoutRules("red"), concurrency: 2 } };
    expect(kinds("queued", { ahead: 5 }, { ...limited, running: 2 })).to.deep.equal([
      ...["queueLimit", "place"],
    ]);
    expect(kinds("queued", { ahead: 5 }, { ...limited, running: 1 })).to.deep.equal(["place"]);
    const key = { key: { name: "k", limit: 1 }, keyHolders: ["a"] };
    expect(kinds("queued", { ahead: 5, ...key })).to.deep.equal(["keyLimit"]);
    expect(kinds("queued", { ahead: 5, ...key, keyHolders: [] })).to.deep.equal(["place"]);
    expect(kinds("queued", { parkedFor: "owner" }, { perOwner: 3 })).to.deep.equal(["ownerLimit"]);
  });

  it("name that no worker runs it, and who only finishes", () => {
    const none = { workers: { online: 0, draining: 2 } };
    expect(reasons("queued", { ahead: 0 }, none)[0]).to.deep.equal({
      ...{ kind: "noWorker", runs: "http", queue: "red", draining: 2 },
    });
    expect(kinds("queued", { ahead: 0 }, { workers: null })).to.deep.equal(["place"]);
  });
});
