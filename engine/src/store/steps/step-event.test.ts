import { eventOfCause } from "@formwork/contracts/states";
import { anEvent } from "@formwork/contracts/testing/an-event";
import { expect } from "chai";
import type { Step } from "./step.ts";
import { eventOfStep } from "./step-event.ts";

const { data: summary } = anEvent();
const eventOf = (step: Omit<Step<Date>, "at">, traceparent?: string) =>
  eventOfStep({ at: new Date(1000), ...step }, summary, traceparent);

describe("the event of a step", () => {
  it("has the type of its cause", () => {
    for (const [cause, type] of Object.entries(eventOfCause))
      expect(eventOf({ c: cause as keyof typeof eventOfCause }).type).to.equal(type);
    expect(eventOf({ c: "create" }).type).to.equal("job.created");
    expect(eventOf({ c: "progress" }).type).to.equal("job.progressed");
    expect(eventOf({ c: "delete" }).type).to.equal("job.deleted");
  });

  it("says when, and what the job is after the step", () => {
    const event = eventOf({ c: "claim" });
    expect(event).to.include({ time: "1970-01-01T00:00:01.000Z", data: summary });
  });

  it("carries the trace of the request behind the step, or else that of the job", () => {
    expect(eventOf({ c: "cancel", trace: "own" }, "job").traceparent).to.equal("own");
    expect(eventOf({ c: "cancel" }, "job").traceparent).to.equal("job");
    expect(eventOf({ c: "cancel" })).to.not.have.property("traceparent");
  });
});
