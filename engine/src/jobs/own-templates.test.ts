import { expect } from "chai";
import { rankTemplates } from "./own-templates.ts";

describe("rankTemplates", () => {
  const aJob = (id: string, name: string, scheduleId: string | null = null) => ({
    ...{ id, template: { name, version: 1 }, summary: `summary of ${id}`, scheduleId },
    ...{ state: "succeeded" as const, createdAt: "2026-01-01T00:00:00.000Z" },
  });

  it("counts jobs by template, the most used first, each with its last job", () => {
    const jobs = [aJob("4", "a"), aJob("3", "b"), aJob("2", "b"), aJob("1", "a"), aJob("0", "b")];
    expect(
      rankTemplates(jobs).map((used) => [used.template, used.jobs, used.last.id]),
    ).to.deep.equal([
      ["b", 3, "3"],
      ["a", 2, "4"],
    ]);
  });

  it("puts of two alike the one that was used last first", () => {
    const jobs = [aJob("2", "new"), aJob("1", "old")];
    expect(rankTemplates(jobs).map(({ template }) => template)).to.deep.equal(["new", "old"]);
  });

  it("does not count what a schedule started", () => {
    expect(rankTemplates([aJob("1", "a", "nightly")])).to.deep.equal([]);
  });
});
