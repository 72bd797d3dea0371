import { anEvent } from "@formwork/engine/testing/an-event";
import { expect } from "chai";
import fc from "fast-check";
import { createRepeats } from "./repeats.ts";

const jobs = ["a", "b", "c"];

describe("repeats", () => {
  it("lets each step of each job by once, however often publishers send them again", () => {
    const sending = fc.record({ job: fc.constantFrom(...jobs), from: fc.nat(10), to: fc.nat(30) });
    fc.assert(
      fc.property(fc.array(sending, { maxLength: 60 }), (sendings) => {
        const isRepeat = createRepeats({ most: 10 });
        const published = new Map(jobs.map((job) => [job, 0]));
        const heard = new Map<string, number[]>(jobs.map((job) => [job, []]));
        for (const { job, from, to } of sendings) {
          // An outbox hands out everything of a job that is not known to be published: no step
          // before an earlier one.
          const first = Math.min(from, published.get(job) ?? 0) + 1;
          for (let seq = first; seq <= to; seq++)
            if (!isRepeat(anEvent({ id: job, seq }))) heard.get(job)?.push(seq);
          published.set(job, Math.max(to, published.get(job) ?? 0));
        }
        for (const job of jobs)
          expect(heard.get(job)).to.deep.equal(
            Array.from({ length: published.get(job) ?? 0 }, (_, n) => n + 1),
          );
      }),
    );
  });

  it("lets everything else by", () => {
    const isRepeat = createRepeats({ most: 10 });
    const event = { ...anEvent(), type: "queue.paused", data: {} } as const;
    expect([isRepeat(event), isRepeat(event)]).to.deep.equal([false, false]);
  });

  it("forgets the job it has heard nothing of for longest", () => {
    const isRepeat = createRepeats({ most: 2 });
    const hear = (id: string, seq: number) => isRepeat(anEvent({ id, seq }));
    for (const id of ["a", "b"]) hear(id, 1);
    hear("a", 2);
    hear("c", 1);
    expect([hear("a", 2), hear("c", 1), hear("b", 1)]).to.deep.equal([true, true, false]);
  });
});
