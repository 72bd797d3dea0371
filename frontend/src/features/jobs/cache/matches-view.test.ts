import { expect } from "chai";
import { aJob } from "../../../testing/a-job.ts";
import { type JobView, parseView } from "../job-view.ts";
import { matchesView } from "./matches-view.ts";

const view = (said: Partial<JobView>): JobView => ({
  ...parseView(new URLSearchParams()),
  ...said,
});

describe("whether a job belongs to a view", () => {
  it("is yes for every job of the plain list", () => {
    expect(matchesView(aJob(), view({}), "ada")).to.equal("yes");
  });

  it("takes any of several values of one filter", () => {
    expect(
      matchesView(aJob({ state: "failed" }), view({ state: ["failed", "running"] }), "ada"),
    ).to.equal("yes");
    expect(matchesView(aJob({ tags: ["b", "c"] }), view({ tag: ["a", "b"] }), "ada")).to.equal(
      "yes",
    );
  });

  it("wants all of several filters", () => {
    const wanted = view({ state: ["failed"], template: ["csv-to-json"] });
    expect(matchesView(aJob({ state: "failed" }), wanted, "ada")).to.equal("no");
  });

  it("goes by the reader for 'created by me'", () => {
    expect(matchesView(aJob({ createdBy: "ada" }), view({ mine: true }), "ada")).to.equal("yes");
    expect(matchesView(aJob({ createdBy: "bob" }), view({ mine: true }), "ada")).to.equal("no");
  });

  it("takes the first moment of a stretch of time and not its last", () => {
    const job = aJob({ createdAt: "2025-11-22T10:00:00.000Z" });
    expect(matchesView(job, view({ from: job.createdAt }), "ada")).to.equal("yes");
    expect(matchesView(job, view({ to: job.createdAt }), "ada")).to.equal("no");
  });

  it("finds the search in id, template and tags, whatever the case", () => {
    for (const q of ["JOB-1", "request", "night"])
      expect(matchesView(aJob({ tags: ["nightly"] }), view({ q }), "ada"), q).to.equal("yes");
  });

  it("is unknown when only the payload could hold the search", () => {
    expect(matchesView(aJob(), view({ q: "example.org" }), "ada")).to.equal("unknown");
    expect(matchesView(aJob(), view({ q: "example.org", state: ["failed"] }), "ada")).to.equal(
      "no",
    );
  });
});
