import { expect } from "chai";
import { aJob } from "../../../../testing/a-job.ts";
import { holdRows } from "./held-rows.ts";

const jobs = (ids: string) => ids.split("").map((id) => aJob({ id }));
const held = (before: string, now: string) => {
  const { shown, waiting } = holdRows(jobs(before), jobs(now));
  return [shown.map(({ id }) => id).join(""), waiting];
};

describe("holdRows", () => {
  it("keeps new jobs back that belong above or between the rows", () => {
    expect(held("cba", "edcba")).to.deep.equal(["cba", 2]);
    expect(held("ca", "cba")).to.deep.equal(["ca", 1]);
  });

  it("shows pages that were fetched at the end", () => {
    expect(held("dc", "edcba")).to.deep.equal(["dcba", 1]);
  });

  it("keeps the order of rows whose place has changed, and lets go of those that have left", () => {
    expect(held("cba", "bca")).to.deep.equal(["cba", 0]);
    expect(held("cba", "ca")).to.deep.equal(["ca", 0]);
    expect(held("cba", "")).to.deep.equal(["", 0]);
  });

  it("shows the jobs as they are now", () => {
    const failed = aJob({ id: "a", state: "failed" });
    expect(holdRows([aJob({ id: "a" })], [failed]).shown).to.deep.equal([failed]);
  });
});
