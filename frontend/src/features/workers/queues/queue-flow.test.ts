import { expect } from "chai";
import fc from "fast-check";
import { anEvent } from "../../../testing/a-job.ts";
import { countEvents, ratesOf, startFlow } from "./queue-flow.ts";

const queued = (queue = "mail") => anEvent("job.queued", { queue, state: "queued" });
const started = (queue = "mail") => anEvent("job.started", { queue, state: "running" });

describe("the flow through a queue", () => {
  it("counts jobs that come and jobs that start, per minute", () => {
    const flow = countEvents(startFlow(0), [queued(), queued(), started(), queued("other")], 500);
    const later = countEvents(flow, [started(), started()], 30_000);
    expect(ratesOf(later, "mail", 59_999)).to.deep.equal({ in: 2, out: 3 });
    expect(ratesOf(later, "other", 59_999)).to.deep.equal({ in: 1, out: 0 });
    expect(ratesOf(later, "none", 59_999)).to.deep.equal({ in: 0, out: 0 });
  });

  it("counts a retry as a job that comes, and progress as nothing", () => {
    const events = [
      anEvent("job.requeued", { queue: "mail", state: "queued" }),
      anEvent("job.progressed", { queue: "mail", state: "running" }),
      anEvent("job.succeeded", { queue: "mail", state: "succeeded" }),
    ];
    const flow = countEvents(startFlow(0), events, 1_000);
    expect(ratesOf(flow, "mail", 59_999)).to.deep.equal({ in: 1, out: 0 });
    expect(countEvents(flow, events.slice(1), 2_000)).to.equal(flow);
  });

  it("is not known before ten seconds, and is taken to a minute from then on", () => {
    const flow = countEvents(startFlow(0), [queued()], 1_000);
    expect(ratesOf(flow, "mail", 9_999)).to.equal(null);
    expect(ratesOf(flow, "mail", 10_000)).to.deep.equal({ in: 6, out: 0 });
  });

  it("forgets what is older than a minute", () => {
    const flow = countEvents(startFlow(0), [queued()], 1_000);
    expect(ratesOf(flow, "mail", 61_500)).to.deep.equal({ in: 0, out: 0 });
    expect(countEvents(flow, [started()], 70_000).seconds).to.have.length(1);
  });

  it("keeps no more than a minute, however many events come", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { maxLength: 200 }), (pauses) => {
        let now = 0;
        let flow = startFlow(0);
        for (const pause of pauses) {
          now += pause;
          flow = countEvents(flow, [queued()], now);
        }
        expect(flow.seconds.length).to.be.at.most(61);
      }),
    );
  });
});
