import { anEvent, someEvents } from "@formwork/contracts/testing/an-event";
import { expect } from "chai";
import fc from "fast-check";
import { batchMessages, encodeEvent, readEvents, singleMessages } from "./messages.ts";

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

describe("messages of events", () => {
  it("are read as the events written, in order, one by one or in batches", () => {
    fc.assert(
      fc.property(events, (events) => {
        for (const pack of [singleMessages, batchMessages]) {
          const read = pack(events.map(encodeEvent)).flatMap(({ content }) => readEvents(content));
          expect(read).to.deep.equal(events);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("stay within their limits of events, keys and bytes", () => {
    fc.assert(
      fc.property(events, (events) => {
        for (const { content, copies = [] } of batchMessages(events.map(encodeEvent))) {
          expect(readEvents(content).length).to.be.within(1, 128);
          expect(copies.length).to.be.within(1, 128);
          expect(content.length).to.be.below(1_200_000);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("are routed by the keys of all events in a batch", () => {
    const list = [anEvent(), anEvent({ type: "job.failed" }), anEvent()];
    const [message] = batchMessages(list.map(encodeEvent));
    expect(message?.copies).to.deep.equal(["job.queued.http-request", "job.failed.http-request"]);
  });

  it("are routed by its own key for a single event, cut to 255 bytes", () => {
    expect(singleMessages(someEvents(2).map(encodeEvent)).map(({ key }) => key)).to.deep.equal(
      Array(2).fill("job.queued.http-request"),
    );
    const long = encodeEvent(anEvent({ template: { name: "ä".repeat(300), version: 1 } }));
    expect(Buffer.byteLength(long.key)).to.be.at.most(255);
  });

  it("have an id each", () => {
    const messages = singleMessages(someEvents(100).map(encodeEvent));
    expect(new Set(messages.map(({ id }) => id)).size).to.equal(100);
  });

  it("are not read as events where a field is missing that readers use", () => {
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

  it("are refused before parsing when far too long", () => {
    expect(() => readEvents(Buffer.alloc(17 * 1024 ** 2, " "))).to.throw(RangeError);
  });
});
