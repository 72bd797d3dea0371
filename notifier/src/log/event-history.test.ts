import { someEvents } from "@formwork/contracts/testing/an-event";
import type { Bus, LogEntry } from "@formwork/engine/bus/bus";
import { createLocalBus } from "@formwork/engine/bus/local/local";
import { systemClock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { collect } from "@formwork/engine/testing/collect";
import { expect } from "chai";
import { defaultSocketLimits } from "../socket-limits.ts";
import { createEventHistory, type EventHistory } from "./event-history.ts";
import { createOutgoingEvent } from "./outgoing-event.ts";

describe("event history", () => {
  let bus: Bus;
  let log: LogEntry[];
  let history: EventHistory;

  beforeEach(async () => {
    bus = createLocalBus({ path: ":memory:", clock: systemClock, telemetry: silentTelemetry() });
    await bus.open();
    const collected = await collect(bus);
    await bus.publish(someEvents(1000));
    log = await collected.until(1000);
    history = createEventHistory({
      bus,
      limits: { ...defaultSocketLimits, recentEvents: 100, eventsPerPage: 300 },
    });
    history.restart(at(599));
    for (const entry of log.slice(600)) history.recent().push(createOutgoingEvent(entry));
  });
  afterEach(() => bus.close());

  const at = (index: number) => log[index]?.cursor ?? "";

  it("starts a subscription without a cursor at the head", async () => {
    expect(await history.locate(undefined)).to.deep.equal({ mode: "live", cursor: at(999) });
  });

  it("finds recent cursors in memory and asks the bus for the others", async () => {
    for (const index of [0, 10, 950, 999])
      expect(await history.locate(at(index))).to.deep.equal({
        mode: "replayed",
        cursor: at(index),
      });
    for (const cursor of ["", "nonsense"])
      expect(await history.locate(cursor)).to.deep.equal({ mode: "reset", cursor: at(999) });
  });

  it("reads older events page by page, at least up to the recent ones", async () => {
    let cursor = at(0);
    const read: string[] = [];
    while (cursor < history.recent().tail()) {
      const page = await history.readOlder(cursor);
      read.push(...page.map((event) => event.cursor));
      cursor = read.at(-1) ?? "";
    }
    expect(read).to.deep.equal(log.slice(1, read.length + 1).map((entry) => entry.cursor));
  });

  it("rejects when the log no longer knows the cursor", async () => {
    const failed = await history.readOlder("gone").then(
      () => false,
      () => true,
    );
    expect(failed).to.equal(true);
  });
});
