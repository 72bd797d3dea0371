import { someEvents } from "@formwork/contracts/testing/an-event";
import type { Bus, LogEntry, LogSubscription } from "@formwork/engine/bus/bus";
import { createLocalBus } from "@formwork/engine/bus/local/local";
import { systemClock } from "@formwork/engine/runtime/clock";
import { createTelemetry } from "@formwork/engine/runtime/telemetry";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { createLogFollower, type LogFollower } from "./log-follower.ts";

type Follow = Parameters<Bus["follow"]>[0];

describe("log follower", () => {
  let bus: Bus;
  let follower: LogFollower;
  let follows: Follow[];
  let received: LogEntry[];
  let starts: string[];
  let warnings: string[];
  const to = { write: (line: string) => void warnings.push(JSON.parse(line).event) };
  const telemetry = createTelemetry({ level: "warn", service: "test", to });

  beforeEach(async () => {
    bus = createLocalBus({ path: ":memory:", clock: systemClock, telemetry });
    await bus.open();
    [follows, received, starts, warnings] = [[], [], [], []];
  });
  afterEach(async () => {
    await follower.stop();
    await bus.close();
  });

  /**
   * Starts a follower of a real bus and records its calls of `follow`, which a test may replace.
   */
  async function startFollower({
    maxWaiting = 100,
    packets = 1,
    follow = bus.follow,
    health = bus.health,
  }: {
    maxWaiting?: number;
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
    follower = createLogFollower({
      ...{ bus: watched, telemetry, clock: systemClock, maxWaiting },
      onStart: (start) => starts.push(start),
      onEntry(entry) {
        received.push(entry);
        return packets;
      },
    });
    await follower.start();
  }
  const seqs = () => received.map(({ event }) => (event.data as { seq: number }).seq);
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const receivedAll = (count: number) =>
    eventually(
      () => received.length >= count,
      () => `${received.length} of ${count} events`,
    );

  it("passes events on in order, from one call of follow", async () => {
    await startFollower();
    for (const event of someEvents(50)) await bus.publish([event]);
    await receivedAll(50);
    expect(seqs()).to.deep.equal(upTo(50));
    expect(follows).to.have.length(1);
    expect(starts).to.have.length(1);
  });

  it("yields to the rest of the process while it dispatches a large batch", async () => {
    await startFollower({ maxWaiting: 10_000, packets: 1000 });
    await bus.publish(someEvents(1000));
    let turns = 0;
    while (received.length < 1000) {
      turns += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(turns).to.be.above(50);
    expect(seqs()).to.deep.equal(upTo(1000));
  });

  it("pauses when it cannot keep up, and misses no event", async () => {
    await startFollower({ maxWaiting: 100, packets: 5000 });
    for (let at = 0; at < 3000; at += 60) await bus.publish(someEvents(at + 60).slice(at));
    await receivedAll(3000);
    expect(seqs()).to.deep.equal(upTo(3000));
    expect(follows.length).to.be.above(1);
    expect(starts).to.have.length(1);
  });

  it("resumes after the last event it received when following is lost", async () => {
    await startFollower();
    await bus.publish(someEvents(3));
    await receivedAll(3);
    follows[0]?.onError?.(new Error("cut"));
    await eventually(
      () => follows.length === 2,
      () => "not followed again",
    );
    expect(follows[1]?.cursor).to.equal(received[2]?.cursor);
  });

  it("starts again when the log no longer knows its cursor", async () => {
    let foreign = false;
    await startFollower({
      follow: (params) => bus.follow(foreign ? { ...params, cursor: "of another log" } : params),
    });
    foreign = true;
    follows[0]?.onError?.(new Error("wiped"));
    await eventually(
      () => starts.length === 2,
      () => "not started again",
    );
    await bus.publish(someEvents(1));
    await eventually(
      () => received.length > 0,
      () => "no event received",
    );
  });

  describe("while the bus is down", () => {
    let isDown: boolean;
    const follow = (params: Follow): Promise<LogSubscription> =>
      isDown ? Promise.reject(new Error("down")) : bus.follow(params);
    const health = () => ({ ok: !isDown, detail: "" });
    beforeEach(() => {
      isDown = true;
    });

    it("starts, and follows once the bus is up", async () => {
      await startFollower({ follow, health });
      expect(follower.isFollowing()).to.equal(false);
      isDown = false;
      await eventually(follower.isFollowing, () => "does not follow");
      expect(starts).to.have.length(1);
    });

    it("leaves the warning to a bus that is down", async () => {
      await startFollower({ follow, health });
      await eventually(
        () => follows.length > 1,
        () => "not tried again",
      );
      expect(warnings).to.deep.equal([]);
    });

    it("warns when the bus is up and cannot be followed", async () => {
      await startFollower({ follow });
      await eventually(
        () => warnings.length > 0,
        () => "no warning",
      );
      expect(warnings).to.deep.equal(["loop.failed"]);
    });
  });
});
