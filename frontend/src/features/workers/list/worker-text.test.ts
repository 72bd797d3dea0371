import { expect } from "chai";
import { drainText, heldText, slotsText, takesText } from "./worker-text.ts";

describe("the texts about a worker", () => {
  it("name what it takes", () => {
    expect(takesText({ kinds: ["http", "module"], queues: null })).to.equal(
      "http, module · every queue",
    );
    expect(takesText({ kinds: ["http"], queues: ["mail"] })).to.equal("http · queue mail");
    expect(takesText({ kinds: ["http"], queues: ["a", "b"] })).to.equal("http · queues a, b");
  });

  it("count its slots, or what it has left to finish", () => {
    const worker = { runningCount: 1, concurrency: 10 };
    expect(slotsText({ ...worker, state: "online" })).to.equal("1 of 10 slots used");
    expect(slotsText({ ...worker, state: "draining" })).to.equal("Finishes 1 job");
    expect(slotsText({ ...worker, runningCount: 0, state: "draining" })).to.equal("Runs nothing");
  });

  it("say what it held", () => {
    expect(heldText({ runningCount: 0 })).to.equal("It held no job.");
    expect(heldText({ runningCount: 1200 })).to.equal("It held 1,200 jobs:");
  });

  it("say why it drains, and whether it knows", () => {
    const drain = { by: "ada", at: "2026-03-01T08:00:00.000Z", seenAt: null };
    const name = () => "you";
    expect(drainText({ drain: null, stopping: false }, name)).to.equal(null);
    expect(drainText({ drain: null, stopping: true }, name)).to.equal("its process is ending");
    expect(drainText({ drain, stopping: false }, name)).to.equal(
      "asked by you, but the worker has not heard of it yet",
    );
    expect(drainText({ drain: { ...drain, seenAt: drain.at }, stopping: false }, name)).to.equal(
      "asked by you",
    );
  });
});
