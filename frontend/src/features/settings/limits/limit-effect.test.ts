import { expect } from "chai";
import { ownerEffect, queueEffect } from "./limit-effect.ts";

describe("What a limit would do now", () => {
  it("is told of a queue by what runs and waits", () => {
    const effect = (running: number, queued: number, limit: number | null) =>
      queueEffect({ running, queued }, limit);
    expect(effect(5, 9, null)).to.equal("As many run as workers have room for.");
    expect(effect(3, 0, 2)).to.match(/^1 job more than that runs now and will go on/);
    expect(effect(5, 0, 2)).to.match(/^3 jobs more than that run now/);
    expect(effect(2, 1200, 2)).to.equal("1,200 waiting jobs would wait for one to end.");
    expect(effect(2, 9, 5)).to.equal("3 of 9 waiting jobs could start now.");
    for (const none of [effect(2, 3, 5), effect(2, 0, 2), effect(0, 0, 1)])
      expect(none).to.equal("Holds nothing up now.");
  });

  it("is told of owners by how many would be above it", () => {
    const owners = [
      { owner: "ann", running: 5, waiting: 0 },
      { owner: "bob", running: 3, waiting: 0 },
      { owner: "cleo", running: 1, waiting: 0 },
    ];
    const effect = (limit: number | null, more = false) => ownerEffect({ owners, more }, limit);
    expect(effect(null)).to.match(/^As many jobs/);
    expect(effect(2)).to.match(/^2 users have more jobs running now/);
    expect(effect(4)).to.match(/^1 user has more jobs running now/);
    expect(effect(5)).to.match(/^1 user runs as many now/);
    expect(effect(2, true)).to.match(/^At least 2 users have/);
    expect(effect(6, true)).to.equal("Holds nothing up now.");
  });
});
