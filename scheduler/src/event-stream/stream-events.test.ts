import { someEvents } from "@formwork/contracts/testing/an-event";
import type { Bus } from "@formwork/engine/bus/bus";
import { createLocalBus } from "@formwork/engine/bus/local/local";
import { systemClock } from "@formwork/engine/runtime/clock";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { readEvents } from "../testing/read-events.ts";
import { createEventFeed } from "./event-feed.ts";
import { streamEvents } from "./stream-events.ts";

describe("A stream of the log of events", () => {
  let bus: Bus;
  const abort = new AbortController();
  before(async () => {
    bus = createLocalBus({ path: ":memory:", clock: systemClock });
    await bus.open();
  });
  after(() => bus.close());

  it("passes on what came while its reader was slow, in order and once", async () => {
    const feed = createEventFeed({ bus });
    const params = { bus, feed, after: undefined, accepts: () => true, signal: abort.signal };
    const stream = streamEvents(params);
    // The first text is the time to reconnect: the reader has joined.
    await stream.next();
    const events = someEvents(3000);
    for (let at = 0; at < events.length; at += 500) await bus.publish(events.slice(at, at + 500));
    const ids: unknown[] = [];
    while (ids.length < events.length) {
      const { value } = await stream.next();
      ids.push(...readEvents(String(value)).map(({ data }) => Object(data).id));
    }
    expect(ids).to.deep.equal(events.map(({ id }) => id));
    await stream.return(undefined);
  });

  it("moves a reader on that is sent nothing", async () => {
    const feed = createEventFeed({ bus });
    const stream = streamEvents({
      ...{ bus, feed, after: undefined, accepts: () => false, signal: abort.signal },
      heartbeatMs: 5,
    });
    await stream.next();
    const before = feed.head();
    await bus.publish(someEvents(1));
    await eventually(async () => feed.head() !== before, "the event");
    const texts: unknown[] = [];
    while (!texts.includes(`id: ${feed.head()}\n\n`)) texts.push((await stream.next()).value);
    await stream.return(undefined);
  });

  it("leaves one subscription to all readers, and ends it with the last", async () => {
    let open = 0;
    const counted: Pick<Bus, "follow"> = {
      async follow(params) {
        const following = await bus.follow(params);
        open++;
        return { ...following, stop: () => following.stop().finally(() => open--) };
      },
    };
    const feed = createEventFeed({ bus: counted });
    const readers = Array.from({ length: 100 }, () =>
      streamEvents({
        ...{ bus: counted, feed, after: undefined, accepts: () => true, signal: abort.signal },
      }),
    );
    for (const reader of readers) await reader.next();
    expect(open).to.equal(1);
    for (const reader of readers) await reader.return(undefined);
    expect(open).to.equal(0);
  });
});
