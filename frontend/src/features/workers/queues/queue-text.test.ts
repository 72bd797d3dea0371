import { expect } from "chai";
import { flowText, oldestText, pauseText } from "./queue-text.ts";

describe("the texts about a queue", () => {
  it("say how fast jobs come and start, and what follows", () => {
    const queue = { queued: 100, paused: false, perMinute: { in: 10, out: 60 } };
    expect(flowText(queue)).to.equal("10 in, 60 out a minute · empty in about 2 min");
    const idle = { queued: 0, paused: false, perMinute: { in: 0, out: 0.2 } };
    expect(flowText(idle)).to.equal("0 in, 0.2 out a minute");
  });

  it("forecast nothing of a queue that is paused", () => {
    const queue = { queued: 5, paused: true, perMinute: { in: 0, out: 9 } };
    expect(flowText(queue)).to.equal("0 in, 9 out a minute");
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
