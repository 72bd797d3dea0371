import { expect } from "chai";
import { anEvent } from "../../testing/a-job.ts";
import { createRecentEvents } from "./recent-events.ts";

const event = (seq: number) => anEvent("job.progressed", { seq });

describe("recent events", () => {
  it("are those after a position, oldest first", () => {
    const events = createRecentEvents();
    events.add(event(1));
    const position = events.position();
    events.add(event(2));
    events.add(event(3));
    expect(events.since(position)).to.deep.equal([event(2), event(3)]);
  });

  it("are none when none arrived since the position", () => {
    const events = createRecentEvents();
    events.add(event(1));
    expect(events.since(events.position())).to.deep.equal([]);
  });

  it("are undefined when more arrived than are kept", () => {
    const events = createRecentEvents(3);
    const position = events.position();
    for (let seq = 1; seq <= 8; seq += 1) events.add(event(seq));
    expect(events.since(position)).to.equal(undefined);
  });

  it("are kept up to the given number at least", () => {
    const events = createRecentEvents(3);
    for (let seq = 1; seq <= 50; seq += 1) events.add(event(seq));
    const position = events.position();
    for (let seq = 51; seq <= 53; seq += 1) events.add(event(seq));
    expect(events.since(position)).to.deep.equal([event(51), event(52), event(53)]);
  });
});
