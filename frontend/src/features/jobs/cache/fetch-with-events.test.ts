import { expect } from "chai";
import { createRecentEvents } from "../../../lib/live/recent-events.ts";
import { anEvent } from "../../../testing/a-job.ts";
import { fetchWithEvents } from "./fetch-with-events.ts";

describe("fetchWithEvents", () => {
  function aLiveConnection(minKept?: number) {
    const events = createRecentEvents(minKept);
    return { add: events.add, position: events.position, eventsSince: events.since };
  }

  it("returns the events that arrived during the fetch, and none from before", async () => {
    const live = aLiveConnection();
    live.add(anEvent("job.created", { seq: 1 }));
    const result = await fetchWithEvents(live, async () => {
      live.add(anEvent("job.queued", { seq: 2 }));
      return "reply";
    });
    expect(result).to.deep.equal({
      reply: "reply",
      events: [anEvent("job.queued", { seq: 2 })],
    });
  });

  it("returns no events when some of them are no longer kept", async () => {
    const live = aLiveConnection(1);
    const result = await fetchWithEvents(live, async () => {
      for (let seq = 1; seq <= 9; seq += 1) live.add(anEvent("job.progressed", { seq }));
    });
    expect(result.events).to.deep.equal([]);
  });
});
