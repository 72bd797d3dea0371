import { expect } from "chai";
import {
  checkOptions,
  defaultOptions,
  optionSummary,
  optionsOf,
  rerunBody,
  submitBody,
} from "./run-options.ts";

const job = { template: "sample", version: 1, payload: { url: "a" } };
const errorsOf = (options: Partial<typeof defaultOptions>) =>
  checkOptions({ ...defaultOptions, ...options }).map(({ pointer }) => pointer);

describe("run options", () => {
  it("that are not set are left out of the request", () => {
    expect(submitBody(job, defaultOptions)).to.deep.equal({
      template: "sample",
      version: 1,
      payload: { url: "a" },
    });
  });

  it("of a job that is run again start from those of the old job, and are all sent", () => {
    const options = optionsOf({ priority: 7, tags: ["night"] });
    expect(options).to.include({ when: "now", priority: 7 });
    expect(rerunBody(job, { ...options, when: "after", delay: "5m", tags: [] })).to.deep.equal({
      version: 1,
      payload: { url: "a" },
      delay: "5m",
      priority: 7,
      tags: [],
    });
  });

  it("become fields of the request", () => {
    const body = submitBody(
      { ...job, version: 2 },
      { ...defaultOptions, priority: 0, tags: ["night"], maxAttempts: "5", timeout: "10m" },
    );
    expect(body).to.deep.equal({
      template: "sample",
      version: 2,
      payload: { url: "a" },
      priority: 0,
      tags: ["night"],
      maxAttempts: 5,
      timeout: "10m",
    });
  });

  it("send the start time in UTC, and only while it is selected", () => {
    const typed = { ...defaultOptions, runAt: "2030-01-01T09:00:00+01:00", delay: "5m" };
    expect(submitBody(job, { ...typed, when: "at" }))
      .to.include({ runAt: "2030-01-01T08:00:00.000Z" })
      .and.not.have.property("delay");
    expect(submitBody(job, { ...typed, when: "after" }))
      .to.include({ delay: "5m" })
      .and.not.have.property("runAt");
    expect(submitBody(job, typed)).to.have.all.keys("template", "version", "payload");
  });

  it("are checked before they are sent", () => {
    expect(errorsOf({})).to.deep.equal([]);
    expect(errorsOf({ when: "at" })).to.deep.equal(["/runAt"]);
    expect(errorsOf({ when: "after", delay: "soon" })).to.deep.equal(["/delay"]);
    expect(errorsOf({ maxAttempts: "0", timeout: "long" })).to.deep.equal([
      "/maxAttempts",
      "/timeout",
    ]);
    expect(errorsOf({ when: "now", delay: "soon" })).to.deep.equal([]);
  });

  it("are summarized in words", () => {
    expect(optionSummary(defaultOptions)).to.equal("");
    expect(
      optionSummary({ ...defaultOptions, when: "after", priority: 9, tags: ["a", "b"] }),
    ).to.equal("after a delay, priority 9, 2 tags");
  });
});
