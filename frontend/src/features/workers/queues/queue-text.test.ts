import { expect } from "chai";
import { flowText, oldestText, pauseText } from "./queue-text.ts";

describe("the texts about a queue", () => {
  it("say how fast jobs come and start, and what follows", () => {
    const queue = { queued: 100, paused: false };
    expect(flowText(queue, { in: 10, out: 60 })).to.equal(
      "10 in, 60 out a minute · empty in about 2 min",
    );
    expect(flowText({ ...queue, queued: 0 }, { in: 0, out: 0 })).to.equal("0 in, 0 out a minute");
    expect(flowText(queue, null)).to.equal("counting what comes and goes …");
  });

  it("forecast nothing of a queue that is paused", () => {
    expect(flowText({ queued: 5, paused: true }, { in: 0, out: 9 })).to.equal(
      "0 in, 9 out a minute",
    );
  });

  it("say how long the oldest job waits", () => {
    expect(oldestText({ oldestDueMs: null })).to.equal(null);
    expect(oldestText({ oldestDueMs: 90_400 })).to.equal("oldest waits 1 m 30 s");
    expect(oldestText({ oldestDueMs: 26_400 })).to.equal("oldest waits 26 s");
    expect(oldestText({ oldestDueMs: 120 })).to.equal("oldest waits 120 ms");
  });

  it("say why a queue is paused, and by whom", () => {
    const name = () => "you";
    expect(pauseText({ pausedBy: "ada", reason: "upgrade" }, name)).to.equal(
      "Paused by you: upgrade",
    );
    expect(pauseText({ pausedBy: null, reason: null }, name)).to.equal("Paused");
  });
});
