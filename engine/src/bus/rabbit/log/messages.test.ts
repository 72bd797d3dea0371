import { expect } from "chai";
import fc from "fast-check";
import { anEvent, someEvents } from "../../../testing/an-event.ts";
import { lineOf, packSingly, packTogether, readEvents } from "./messages.ts";

const events = fc
  .array(
    fc.record({ id: fc.constantFrom("a", "b", "ä"), template: fc.nat(400), big: fc.boolean() }),
    { maxLength: 1500 },
  )
  .map((all) =>
    all.map(({ id, template, big }, index) =>
      anEvent({
        id,
        seq: index,
        template: { name: `t${template}`, version: 1 },
        tags: big ? ["x".repeat(20_000)] : [],
      }),
    ),
  );

describe("packing", () => {
  it("gives back what went in, in order, both ways", () => {
    fc.assert(
      fc.property(events, (events) => {
        for (const pack of [packSingly, packTogether]) {
          const read = pack(events.map(lineOf)).flatMap(({ content }) => readEvents(content));
          expect(read).to.deep.equal(events);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("keeps messages within what a broker, a header and a turn can take", () => {
    fc.assert(
      fc.property(events, (events) => {
        for (const { content, copies = [] } of packTogether(events.map(lineOf))) {
          expect(readEvents(content).length).to.be.within(1, 128);
          expect(copies.length).to.be.within(1, 128);
          expect(content.length).to.be.below(1_200_000);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("routes a list by the keys of everything in it", () => {
    const list = [anEvent(), anEvent({ type: "job.failed" }), anEvent()];
    const [message] = packTogether(list.map(lineOf));
    expect(message?.copies).to.deep.equal(["job.queued.http-request", "job.failed.http-request"]);
  });

  it("routes a single event by its own", () => {
    expect(packSingly(someEvents(2).map(lineOf)).map(({ key }) => key)).to.deep.equal(
      Array(2).fill("job.queued.http-request"),
    );
    const long = lineOf(anEvent({ template: { name: "ä".repeat(300), version: 1 } }));
    expect(Buffer.byteLength(long.key)).to.be.at.most(255);
  });

  it("gives each message an id of its own", () => {
    const messages = packSingly(someEvents(100).map(lineOf));
    expect(new Set(messages.map(({ id }) => id)).size).to.equal(100);
  });

  it("never takes for an event what readers would stumble over", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const event of readEvents(Buffer.from(JSON.stringify(value))))
          expect(event).to.equal(undefined);
      }),
    );
    for (const part of ["id", "type", "subject", "time", "data"]) {
      expect(
        readEvents(Buffer.from(JSON.stringify({ ...anEvent(), [part]: null }))),
        part,
      ).to.deep.equal([undefined]);
    }
    for (const part of ["template", "seq", "state"]) {
      const event = anEvent();
      const broken = { ...event, data: { ...event.data, [part]: null } };
      expect(readEvents(Buffer.from(JSON.stringify(broken))), part).to.deep.equal([undefined]);
    }
  });

  it("refuses what is far too long before reading it", () => {
    expect(() => readEvents(Buffer.alloc(17 * 1024 ** 2, " "))).to.throw(RangeError);
  });
});
