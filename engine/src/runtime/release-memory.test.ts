import { expect } from "chai";
import { eventually } from "../testing/eventually.ts";
import { releaseMemoryWhenIdle, unusedBytes } from "./release-memory.ts";

const mb = 2 ** 20;

describe("an idle thread", () => {
  it("gives back the memory of its heap that it no longer uses", async () => {
    // Objects that live for a while make V8 grow the space of new ones.
    let kept: object[] = [];
    for (let made = 0; unusedBytes() < 16 * mb && made < 20_000_000; made++) {
      kept.push({ made });
      if (kept.length > 300_000) kept = kept.slice(200_000);
    }
    kept = [];
    expect(unusedBytes()).to.be.above(8 * mb);
    const stop = releaseMemoryWhenIdle({ firstLookMs: 20, lookMs: 100 });
    try {
      await eventually(() => unusedBytes() < 7 * mb, "less unused memory");
    } finally {
      stop();
    }
  });
});
