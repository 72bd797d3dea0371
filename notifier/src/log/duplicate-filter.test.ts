import {
  anEvent,
  aTemplateEvent,
  aWorkerEvent,
  ofANewerVersion,
} from "@formwork/contracts/testing/an-event";
import { expect } from "chai";
import fc from "fast-check";
import { createDuplicateFilter } from "./duplicate-filter.ts";

const jobs = ["a", "b", "c"];

describe("duplicate filter", () => {
  it("passes each event of a job once, however often it is published", () => {
    const publication = fc.record({
      job: fc.constantFrom(...jobs),
      from: fc.nat(10),
      to: fc.nat(30),
    });
    fc.assert(
      fc.property(fc.array(publication, { maxLength: 60 }), (publications) => {
        const isDuplicate = createDuplicateFilter({ maxJobs: 10 });
        const published = new Map(jobs.map((job) => [job, 0]));
        const passed = new Map<string, number[]>(jobs.map((job) => [job, []]));
        for (const { job, from, to } of publications) {
          // An outbox returns all events of a job that are not known to be published, in order.
          const first = Math.min(from, published.get(job) ?? 0) + 1;
          for (let seq = first; seq <= to; seq++)
            if (!isDuplicate(anEvent({ id: job, seq }))) passed.get(job)?.push(seq);
          published.set(job, Math.max(to, published.get(job) ?? 0));
        }
        for (const job of jobs)
          expect(passed.get(job)).to.deep.equal(
            Array.from({ length: published.get(job) ?? 0 }, (_, n) => n + 1),
          );
      }),
    );
  });

  it("passes each event that is not about a job once, by its id", () => {
    const isDuplicate = createDuplicateFilter({ maxJobs: 10 });
    for (const event of [aTemplateEvent(), aWorkerEvent(), ofANewerVersion()]) {
      const next = { ...event, id: `${event.id}-next` };
      const events = [event, event, next, event, next];
      expect(events.map(isDuplicate)).to.deep.equal([false, true, false, true, true]);
    }
  });

  it("forgets the job without a new event for longest", () => {
    const isDuplicate = createDuplicateFilter({ maxJobs: 2 });
    const check = (id: string, seq: number) => isDuplicate(anEvent({ id, seq }));
    for (const id of ["a", "b"]) check(id, 1);
    check("a", 2);
    check("c", 1);
    expect([check("a", 2), check("c", 1), check("b", 1)]).to.deep.equal([true, true, false]);
  });
});
