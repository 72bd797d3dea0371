import { expect } from "chai";
import { anEvent } from "../../testing/a-job.ts";
import { createRecentEvents } from "./recent-events.ts";

const event = (seq: number) => anEvent("job.progressed", { seq });

describe("the tail of events", () => {
  it("gives what came after a mark, oldest first", () => {
    const tail = createRecentEvents();
    tail.add(event(1));
    const mark = tail.mark();
    tail.add(event(2));
    tail.add(event(3));
    expect(tail.since(mark)).to.deep.equal([event(2), event(3)]);
  });

  it("gives nothing when nothing came", () => {
    const tail = createRecentEvents();
    tail.add(event(1));
    expect(tail.since(tail.mark())).to.deep.equal([]);
  });

  it("says so when more came than it keeps", () => {
    const tail = createRecentEvents(3);
    const mark = tail.mark();
    for (let seq = 1; seq <= 8; seq += 1) tail.add(event(seq));
    expect(tail.since(mark)).to.equal(undefined);
  });

  it("keeps at least its limit", () => {
    const tail = createRecentEvents(3);
    for (let seq = 1; seq <= 50; seq += 1) tail.add(event(seq));
    const mark = tail.mark();
    for (let seq = 51; seq <= 53; seq += 1) tail.add(event(seq));
    expect(tail.since(mark)).to.deep.equal([event(51), event(52), event(53)]);
  });
});
