import { expect } from "chai";
import { dueOf, waitOf } from "./oldest-wait.ts";

describe("the oldest wait", () => {
  it("is that of the queue whose first job has waited longest, and grows", () => {
    const due = dueOf(
      [{ oldestDueMs: 500 }, { oldestDueMs: null }, { oldestDueMs: 2_000 }],
      10_000,
    );
    expect(due).to.equal(8_000);
    expect(waitOf(due, 11_000)).to.equal(3_000);
    expect(waitOf(due, 7_000), "a clock that was set back").to.equal(0);
  });

  it("is nothing where no job waits", () => {
    expect(dueOf([{ oldestDueMs: null }], 10_000)).to.equal(null);
    expect(waitOf(null, 10_000)).to.equal(0);
  });
});
