import { expect } from "chai";
import { aJob } from "../../../testing/a-job.ts";
import { aJobView } from "../../../testing/a-job-view.ts";
import { matchesView } from "./matches-view.ts";

describe("matchesView", () => {
  it("is yes for every job in the default view", () => {
    expect(matchesView(aJob(), aJobView({}), "ada")).to.equal("yes");
  });

  it("requires one of the values of a filter", () => {
    expect(
      matchesView(aJob({ state: "failed" }), aJobView({ state: ["failed", "running"] }), "ada"),
    ).to.equal("yes");
  });

  it("requires all tags", () => {
    const job = aJob({ tags: ["b", "c"] });
    expect(matchesView(job, aJobView({ tag: ["c", "b"] }), "ada")).to.equal("yes");
    expect(matchesView(job, aJobView({ tag: ["a", "b"] }), "ada")).to.equal("no");
  });

  it("requires every filter", () => {
    const wanted = aJobView({ state: ["failed"], template: ["csv-to-json"] });
    expect(matchesView(aJob({ state: "failed" }), wanted, "ada")).to.equal("no");
  });

  it("compares the user for 'created by me'", () => {
    expect(matchesView(aJob({ createdBy: "ada" }), aJobView({ mine: true }), "ada")).to.equal(
      "yes",
    );
    expect(matchesView(aJob({ createdBy: "bob" }), aJobView({ mine: true }), "ada")).to.equal("no");
  });

  it("includes the start of a time range and excludes its end", () => {
    const job = aJob({ createdAt: "2025-11-22T10:00:00.000Z" });
    expect(matchesView(job, aJobView({ from: job.createdAt }), "ada")).to.equal("yes");
    expect(matchesView(job, aJobView({ to: job.createdAt }), "ada")).to.equal("no");
  });

  it("compares the end of a job where the range is one of ends", () => {
    const finishedAt = "2025-11-22T11:00:00.000Z";
    const view = aJobView({ from: "2025-11-22T10:30:00.000Z", timeField: "finishedAt" });
    expect(matchesView(aJob({ finishedAt }), view, "ada")).to.equal("yes");
    expect(matchesView(aJob({ finishedAt: null }), view, "ada")).to.equal("no");
    expect(matchesView(aJob({ finishedAt }), { ...view, from: finishedAt }, "ada")).to.equal("yes");
    expect(matchesView(aJob({ finishedAt }), { ...view, to: finishedAt }, "ada")).to.equal("no");
  });

  it("searches id, template, tags and error for every word, in any case of letters", () => {
    const job = aJob({
      summary: "web-1",
      tags: ["nightly"],
      error: { message: "No luck", reason: "exit" },
    });
    for (const q of ["JOB-1", "request", "night", "LUCK", "luck  night WEB-1"])
      expect(matchesView(job, aJobView({ q }), "ada"), q).to.equal("yes");
    expect(matchesView(job, aJobView({ q: "luck missing" }), "ada")).to.equal("unknown");
  });

  it("is unknown when only the payload could match the search", () => {
    expect(matchesView(aJob(), aJobView({ q: "in-payload" }), "ada")).to.equal("unknown");
    expect(matchesView(aJob(), aJobView({ q: "in-payload", state: ["failed"] }), "ada")).to.equal(
      "no",
    );
  });
});
