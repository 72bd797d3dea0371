import { expect } from "chai";
import { createLaneSet } from "./lane-set.ts";

const lanes = [
  { template: "red", queue: "fast" },
  { template: "red", queue: "slow" },
  { template: "blue", queue: "slow" },
];

describe("createLaneSet", () => {
  it("knows for whom there may be a job", () => {
    const { has } = createLaneSet(lanes);
    expect(has({})).to.equal(true);
    expect(has({ templates: ["green", "blue"] })).to.equal(true);
    expect(has({ queues: ["fast"] })).to.equal(true);
    expect(has({ templates: ["blue"], queues: ["fast"] })).to.equal(false);
    expect(has({ templates: ["green"] })).to.equal(false);
    expect(createLaneSet([]).has({})).to.equal(false);
  });

  it("forgets what a claim has emptied, and nothing else", () => {
    const set = createLaneSet(lanes);
    set.remove({ templates: ["red", "green"], queues: ["slow"] });
    expect(set.has({ templates: ["red"] })).to.equal(true);
    expect(set.has({ templates: ["red"], queues: ["slow"] })).to.equal(false);
    set.remove({ queues: ["fast"] });
    expect(set.has({ templates: ["red"] })).to.equal(false);
    expect(set.isEmpty()).to.equal(false);
    set.remove({});
    expect(set.isEmpty()).to.equal(true);
  });
});
