import { expect } from "chai";
import { remoteWait } from "./remote-wait.ts";

describe("remoteWait", () => {
  const worker = (given: object = {}) => ({
    ...{ kinds: ["remote" as const], queues: null, state: "online" as const },
    ...given,
  });

  it("says when nobody is there who could take the job", () => {
    const absent = [
      worker({ state: "offline" }),
      worker({ kinds: ["http"] }),
      worker({ queues: ["red"] }),
    ];
    for (const workers of [[], absent])
      expect(remoteWait("blue", workers)).to.equal(
        "No remote worker that takes jobs of the queue “blue” is online.",
      );
  });

  it("says when those who could take no more jobs", () => {
    expect(remoteWait("blue", [worker({ state: "draining", queues: ["blue"] })])).to.match(
      /are draining\.$/,
    );
  });

  it("says when one is there", () => {
    const workers = [worker({ state: "draining" }), worker({ queues: ["blue"] })];
    expect(remoteWait("blue", workers)).to.match(/^One is online/);
  });
});
