import { aJob } from "@formwork/contracts/testing/a-job";
import { expect } from "chai";
import { jobFields } from "./job-fields.ts";

describe("The fields of a lean list", () => {
  const job = aJob();
  it("are those that are named, and the id", () => {
    expect(Object.keys(jobFields("state,summary")(job))).to.have.members([
      "id",
      "state",
      "summary",
    ]);
    expect(jobFields(undefined)(job)).to.equal(job);
  });
  it("are fields of a job", () => {
    expect(() => jobFields("state,payloads")).to.throw("no field payloads");
  });
});
