import type { JobWait, WaitReason } from "@formwork/contracts/job-wait";
import { expect } from "chai";
import { type SentencePart, waitSentence } from "./wait-sentence.ts";

const runAt = "2026-03-01T08:00:00.000Z";

describe("the sentence that says why a job waits", () => {
  const say = (state: JobWait["state"], ...reasons: WaitReason[]) =>
    waitSentence({ state, reasons }, (id) => (id === "u1" ? "ann@example.org" : id))
      .map(shown)
      .join("");
  const shown = (part: SentencePart) => {
    if ("at" in part) return part.at;
    return part.to === undefined ? part.text : `[${part.text}](${part.to})`;
  };

  it("names the jobs that it waits for, and counts the others", () => {
    const dependencies = (jobs: string[], count = jobs.length) =>
      say("scheduled", { kind: "dependencies", jobs, count });
    expect(dependencies(["a"])).to.equal("It waits for the end of [a](/jobs/a).");
    expect(dependencies(["a", "b"])).to.equal(
      "It waits for the end of [a](/jobs/a) and [b](/jobs/b).",
    );
    expect(dependencies(["a", "b", "c", "d"], 12)).to.match(/, \[c\].* and 9 more\.$/);
  });

  it("says when it is due", () => {
    expect(say("scheduled", { kind: "later", runAt })).to.equal(`It is due ${runAt}.`);
    expect(say("scheduled")).to.equal("It is due, and is queued in a moment.");
  });

  it("says who paused its queue, and why", () => {
    const paused = { kind: "paused", queue: "red", since: runAt } as const;
    expect(say("queued", { ...paused, by: "u1", reason: "Deploy" })).to.equal(
      "The queue red is paused by ann@example.org: “Deploy”.",
    );
    expect(say("queued", { ...paused, by: null, reason: null })).to.equal(
      "The queue red is paused.",
    );
  });

  it("says which limit is reached, and links to what runs", () => {
    expect(say("queued", { kind: "queueLimit", queue: "red", limit: 2, running: 2 })).to.equal(
      "The queue red runs at most 2 jobs at once: [2 run now](/jobs?state=running&queue=red).",
    );
    expect(say("queued", { kind: "keyLimit", key: "web-1", limit: 1, jobs: ["a"] })).to.equal(
      "At most 1 job with the key web-1 run at once: now [a](/jobs/a).",
    );
    expect(say("queued", { kind: "ownerLimit", owner: "u1", limit: 5 })).to.equal(
      "At most 5 jobs of ann@example.org run at once: [those that run](/jobs?state=running&createdBy=u1).",
    );
  });

  it("says how many are before it", () => {
    const place = (ahead: number, more = false) =>
      say("queued", { kind: "place", queue: "red", ahead, more });
    const link = "[red](/jobs?state=queued&queue=red)";
    expect(place(0)).to.equal(`It is the next one of its kind in the queue ${link}.`);
    expect(place(1)).to.equal(`1 job is before it in the queue ${link}.`);
    expect(place(37)).to.equal(`37 jobs are before it in the queue ${link}.`);
    expect(place(1000, true)).to.equal(`More than 1,000 jobs are before it in the queue ${link}.`);
  });

  it("says that no worker runs it, and what else stands against it", () => {
    const noWorker = { kind: "noWorker", runs: "http", queue: "red", draining: 1 } as const;
    const place = { kind: "place", queue: "red", ahead: 0, more: false } as const;
    expect(say("queued", noWorker, place)).to.match(
      /^\[No worker\]\(\/workers\) that is online runs http jobs of the queue red \(.*\); It is the next/i,
    );
    expect(say("queued", { ...noWorker, runs: "remote", draining: 2 })).to.equal(
      "[No worker](/workers) that is online runs remote jobs of the queue red (2 are draining).",
    );
  });

  it("is empty for a job that runs, or whose error says when the next attempt is", () => {
    expect(say("running")).to.equal("");
    expect(say("retrying", { kind: "backOff", runAt, failures: 1, maxAttempts: 3 })).to.equal("");
  });
});
