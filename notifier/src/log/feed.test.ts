import type { Bus, LogEntry, LogSubscription } from "@formwork/engine/bus/bus";
import { createLocalBus } from "@formwork/engine/bus/local/local";
import { systemClock } from "@formwork/engine/runtime/clock";
import { createTelemetry } from "@formwork/engine/runtime/telemetry";
import { someEvents } from "@formwork/engine/testing/an-event";
import { eventually } from "@formwork/engine/testing/collect";
import { expect } from "chai";
import { createFeed, type Feed } from "./feed.ts";

type Follow = Parameters<Bus["follow"]>[0];

describe("feed", () => {
  let bus: Bus;
  let feed: Feed;
  let follows: Follow[];
  let heard: LogEntry[];
  let starts: string[];
  let warned: string[];
  const to = { write: (line: string) => void warned.push(JSON.parse(line).event) };
  const telemetry = createTelemetry({ level: "warn", service: "test", to });

  beforeEach(async () => {
    bus = createLocalBus({ path: ":memory:", clock: systemClock, telemetry });
    await bus.open();
    [follows, heard, starts, warned] = [[], [], [], []];
  });
  afterEach(async () => {
    await feed.stop();
    await bus.close();
  });

  /** A feed of the real bus, whose follows can be seen, and changed on the way. */
  async function startFeed({
    most = 100,
    packets = 1,
    follow = bus.follow,
    health = bus.health,
  }: {
    most?: number;
    packets?: number;
    follow?: Bus["follow"];
    health?: Bus["health"];
  } = {}) {
    const watched: Bus = {
      ...bus,
      health,
      follow(params) {
        follows.push(params);
        return follow(params);
      },
    };
    feed = createFeed({
      ...{ bus: watched, telemetry, clock: systemClock, most },
      onStart: (start) => starts.push(start),
      onEntry(entry) {
        heard.push(entry);
        return packets;
      },
    });
    await feed.start();
  }
  const seqs = () => heard.map(({ event }) => (event.data as { seq: number }).seq);
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const heardAll = (count: number) =>
    eventually(
      () => heard.length >= count,
      () => `${heard.length} of ${count} events`,
    );

  it("hands on what comes, in order, from one follow", async () => {
    await startFeed();
    for (const event of someEvents(50)) await bus.publish([event]);
    await heardAll(50);
    expect(seqs()).to.deep.equal(upTo(50));
    expect(follows).to.have.length(1);
    expect(starts).to.have.length(1);
  });

  it("lets the rest of the process have its turn while a large batch is handed on", async () => {
    await startFeed({ most: 10_000, packets: 1000 });
    await bus.publish(someEvents(1000));
    let turns = 0;
    while (heard.length < 1000) {
      turns += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(turns).to.be.above(50);
    expect(seqs()).to.deep.equal(upTo(1000));
  });

  it("leaves the bus alone when it cannot keep up, and misses nothing", async () => {
    await startFeed({ most: 100, packets: 5000 });
    for (let at = 0; at < 3000; at += 60) await bus.publish(someEvents(at + 60).slice(at));
    await heardAll(3000);
    expect(seqs()).to.deep.equal(upTo(3000));
    expect(follows.length).to.be.above(1);
    expect(starts).to.have.length(1);
  });

  it("goes on where it stood after it was lost", async () => {
    await startFeed();
    await bus.publish(someEvents(3));
    await heardAll(3);
    follows[0]?.onError?.(new Error("cut"));
    await eventually(
      () => follows.length === 2,
      () => "did not come back",
    );
    expect(follows[1]?.cursor).to.equal(heard[2]?.cursor);
  });

  it("begins anew when the log no longer knows where it stood", async () => {
    let foreign = false;
    await startFeed({
      follow: (params) => bus.follow(foreign ? { ...params, cursor: "of another log" } : params),
    });
    foreign = true;
    follows[0]?.onError?.(new Error("wiped"));
    await eventually(
      () => starts.length === 2,
      () => "not begun anew",
    );
    await bus.publish(someEvents(1));
    await eventually(
      () => heard.length > 0,
      () => "nothing heard",
    );
  });

  describe("without a bus", () => {
    let away: boolean;
    const follow = (params: Follow): Promise<LogSubscription> =>
      away ? Promise.reject(new Error("away")) : bus.follow(params);
    const health = () => ({ ok: !away, detail: "" });
    beforeEach(() => {
      away = true;
    });

    it("starts, and follows once there is one", async () => {
      await startFeed({ follow, health });
      expect(feed.isFollowing()).to.equal(false);
      away = false;
      await eventually(feed.isFollowing, () => "does not follow");
      expect(starts).to.have.length(1);
    });

    it("leaves it to the bus to say that it is away", async () => {
      await startFeed({ follow, health });
      await eventually(
        () => follows.length > 1,
        () => "not tried again",
      );
      expect(warned).to.deep.equal([]);
    });

    it("says so where the bus is there, and cannot be followed", async () => {
      await startFeed({ follow });
      await eventually(
        () => warned.length > 0,
        () => "not told",
      );
      expect(warned).to.deep.equal(["loop.failed"]);
    });
  });
});
