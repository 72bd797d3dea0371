import { expect } from "chai";
import { aJob } from "../../../testing/a-job.ts";
import { jobComparator } from "./job-comparator.ts";

const ended = (id: string, finishedAt: string | null) => aJob({ id, finishedAt });
const jobs = [
  ended("a", "2025-11-22T10:00:00.000Z"),
  ended("b", null),
  ended("c", "2025-11-22T11:00:00.000Z"),
];

describe("jobComparator", () => {
  it("puts jobs without a value last when descending and first when ascending, as the server does", () => {
    expect(jobs.toSorted(jobComparator("-finishedAt")).map(({ id }) => id)).to.deep.equal([
      "c",
      "a",
      "b",
    ]);
    expect(jobs.toSorted(jobComparator("finishedAt")).map(({ id }) => id)).to.deep.equal([
      "b",
      "a",
      "c",
    ]);
  });

  it("orders equal jobs by their ids, in the same direction", () => {
    const same = [aJob({ id: "a" }), aJob({ id: "b" })];
    expect(same.toSorted(jobComparator("-createdAt")).map(({ id }) => id)).to.deep.equal([
      "b",
      "a",
    ]);
    expect(same.toSorted(jobComparator("createdAt")).map(({ id }) => id)).to.deep.equal(["a", "b"]);
  });
});
