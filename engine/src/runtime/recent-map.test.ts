import { expect } from "chai";
import { createRecentMap } from "./recent-map.ts";

describe("a map of recent values", () => {
  it("has the value set last of each key, and those of the last keys", () => {
    const recent = createRecentMap<number>(10);
    for (let n = 0; n < 100; n++) {
      recent.set(`key ${n}`, n);
      recent.set(`key ${n}`, n * 2);
      for (let back = 0; back <= Math.min(n, 10); back++)
        expect(recent.get(`key ${n - back}`)).to.equal((n - back) * 2);
    }
  });

  it("keeps no more than twice as many as it has to", () => {
    const recent = createRecentMap<number>(10);
    for (let n = 0; n < 100; n++) recent.set(`key ${n}`, n);
    const kept = Array.from({ length: 100 }, (_, n) => recent.get(`key ${n}`)).filter(
      (value) => value !== undefined,
    );
    expect(kept.length).to.be.within(10, 22);
  });
});
