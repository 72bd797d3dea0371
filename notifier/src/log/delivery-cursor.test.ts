import { expect } from "chai";
import { anOutgoingEvent, cursor } from "../testing/an-outgoing-event.ts";
import { createDeliveryCursor } from "./delivery-cursor.ts";

/** Advances over events of job-1. Returns the numbers of those that were due. */
function dueOf(
  delivery: ReturnType<typeof createDeliveryCursor>,
  first: number,
  last: number,
): number[] {
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return numbers.filter((n) => delivery.advance(anOutgoingEvent(n)));
}

describe("delivery cursor", () => {
  it("has nothing due in no room", () => {
    expect(dueOf(createDeliveryCursor(cursor(0)), 1, 5)).to.deep.equal([]);
  });

  it("has the events due that follow the cursor from which a room was joined", () => {
    const delivery = createDeliveryCursor(cursor(0));
    delivery.join({ rooms: ["jobs"], from: cursor(3) });
    expect(dueOf(delivery, 1, 5)).to.deep.equal([4, 5]);
  });

  it("has each event due once, and none before its position", () => {
    const delivery = createDeliveryCursor(cursor(2));
    delivery.join({ rooms: ["jobs", "job:job-1"], from: cursor(2) });
    expect(dueOf(delivery, 1, 4)).to.deep.equal([3, 4]);
    expect(dueOf(delivery, 1, 4)).to.deep.equal([]);
  });

  it("moves back for a room joined from an earlier cursor, without repeating events", () => {
    const delivery = createDeliveryCursor(cursor(5));
    delivery.join({ rooms: ["jobs"], from: cursor(5) });
    dueOf(delivery, 6, 8);
    delivery.join({ rooms: ["job:job-1"], from: cursor(2) });
    expect(delivery.position()).to.equal(cursor(2));
    expect(dueOf(delivery, 3, 10)).to.deep.equal([3, 4, 5, 9, 10]);
  });

  it("repeats no event when it moves back twice", () => {
    const delivery = createDeliveryCursor(cursor(5));
    delivery.join({ rooms: ["jobs"], from: cursor(5) });
    dueOf(delivery, 6, 8);
    delivery.join({ rooms: ["job:job-1"], from: cursor(3) });
    dueOf(delivery, 4, 6);
    delivery.join({ rooms: ["template:http-request"], from: cursor(0) });
    expect(dueOf(delivery, 1, 10)).to.deep.equal([1, 2, 3, 9, 10]);
  });

  it("starts again in a room that is joined again", () => {
    const delivery = createDeliveryCursor(cursor(0));
    delivery.join({ rooms: ["jobs"], from: cursor(0) });
    dueOf(delivery, 1, 4);
    delivery.join({ rooms: ["jobs"], from: cursor(2) });
    expect(dueOf(delivery, 3, 5)).to.deep.equal([3, 4, 5]);
  });

  it("has nothing due of a room that was left", () => {
    const delivery = createDeliveryCursor(cursor(0));
    delivery.join({ rooms: ["jobs", "inbox"], from: cursor(0) });
    delivery.leave(["jobs"]);
    expect(delivery.rooms()).to.deep.equal(["inbox"]);
    expect(dueOf(delivery, 1, 3)).to.deep.equal([]);
  });

  it("skips forward only", () => {
    const delivery = createDeliveryCursor(cursor(5));
    delivery.skipTo(cursor(3));
    expect(delivery.position()).to.equal(cursor(5));
  });
});
