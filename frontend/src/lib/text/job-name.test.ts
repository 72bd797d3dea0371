import { expect } from "chai";
import { aJob } from "../../testing/a-job.ts";
import { jobName, jobTabTitle } from "./job-name.ts";

describe("the name of a job", () => {
  it("is the title of its template and its summary, where it has one", () => {
    expect(jobName(aJob({ summary: "web-1" }), "Quick check")).to.equal("Quick check · web-1");
    expect(jobName(aJob({ summary: "" }), "Quick check")).to.equal("Quick check");
  });

  it("starts with a mark of the state in the browser's tab", () => {
    const job = aJob({ summary: "web-1", state: "failed" });
    expect(jobTabTitle(job, "Quick check")).to.equal("✗ Quick check · web-1");
  });
});
