import type { Bus, LogEntry } from "@formwork/engine/bus/bus";
import { createLocalBus } from "@formwork/engine/bus/local/local";
import { systemClock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { someEvents } from "@formwork/engine/testing/an-event";
import { collect } from "@formwork/engine/testing/collect";
import { expect } from "chai";
import { defaultLimits } from "../limits.ts";
import { createEntry } from "./entry.ts";
import { createSource, type Source } from "./source.ts";

describe("source", () => {
  let bus: Bus;
  let log: LogEntry[];
  let source: Source;

  beforeEach(async () => {
    bus = createLocalBus({ path: ":memory:", clock: systemClock, telemetry: silentTelemetry() });
    await bus.open();
    const heard = await collect(bus);
    await bus.publish(someEvents(1000));
    log = await heard.until(1000);
    source = createSource({
      bus,
      limits: { ...defaultLimits, recentEvents: 100, eventsPerPage: 300 },
    });
    source.begin(at(599));
    for (const entry of log.slice(600)) source.ring().push(createEntry(entry));
  });
  afterEach(() => bus.close());

  const at = (index: number) => log[index]?.cursor ?? "";

  it("starts a subscription without a cursor at the head", async () => {
    expect(await source.locate(undefined)).to.deep.equal({ mode: "live", cursor: at(999) });
  });

  it("knows the cursors of the ring, and has the bus say about others", async () => {
    for (const index of [0, 10, 950, 999])
      expect(await source.locate(at(index))).to.deep.equal({ mode: "replayed", cursor: at(index) });
    for (const cursor of ["", "nonsense"])
      expect(await source.locate(cursor)).to.deep.equal({ mode: "reset", cursor: at(999) });
  });

  it("reads what is older page by page, up to the ring at least", async () => {
    let cursor = at(0);
    const read: string[] = [];
    while (cursor < source.ring().tail()) {
      const page = await source.readOlder(cursor);
      read.push(...page.map((entry) => entry.cursor));
      cursor = read.at(-1) ?? "";
    }
    expect(read).to.deep.equal(log.slice(1, read.length + 1).map((entry) => entry.cursor));
  });

  it("fails when the log has forgotten the place", async () => {
    const failed = await source.readOlder("gone").then(
      () => false,
      () => true,
    );
    expect(failed).to.equal(true);
  });
});
