import type { FormworkEvent } from "@formwork/contracts/events/events";
import { anEvent, someEvents } from "@formwork/contracts/testing/an-event";
import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../errors.ts";
import { collect } from "../../testing/collect.ts";
import { eventually } from "../../testing/eventually.ts";
import type { Bus, LogEntry } from "../bus.ts";

/** A new bus for one test. `reopen` closes it and opens another one on the same log. */
export type BusUnderTest = { bus: Bus; reopen?: () => Promise<Bus>; dispose: () => Promise<void> };

/**
 * Declares the tests that every bus passes. They rely on nothing that a broker on another machine
 * could not keep.
 */
export function busConformanceSuite(name: string, makeBus: () => Promise<BusUnderTest>): void {
  describe(`${name} bus`, () => {
    let fixture: BusUnderTest;
    let bus: Bus;
    beforeEach(async () => {
      fixture = await makeBus();
      bus = fixture.bus;
    });
    afterEach(() => fixture.dispose());

    describe("publish", () => {
      it("keeps the order within a batch and between batches", async () => {
        const received = await collect(bus);
        const events = someEvents(40);
        await bus.publish(events.slice(0, 1));
        await bus.publish(events.slice(1, 25));
        await bus.publish(events.slice(25));
        expect(eventsOf(await received.until(40))).to.deep.equal(events);
      });

      it("keeps each publisher's order when many publish at once", async () => {
        const received = await collect(bus);
        const jobs = Array.from({ length: 20 }, (_, index) =>
          someEvents(5, { id: `job-${index}` }),
        );
        await Promise.all(jobs.flatMap((events) => events.map((event) => bus.publish([event]))));
        const entries = await received.until(100);
        for (const events of jobs)
          expect(
            eventsOf(entries).filter(({ subject }) => subject === events[0]?.subject),
          ).to.deep.equal(events);
      });

      it("takes a batch of thousands", async () => {
        const events = someEvents(3000);
        const received = await collect(bus);
        await bus.publish(events);
        expect(eventsOf(await received.until(3000))).to.deep.equal(events);
      });

      it("resolves for an empty batch", async () => {
        await bus.publish([]);
      });

      it("rejects as unavailable once the bus is closed", async () => {
        await bus.close();
        expect(await refusal(bus.publish([anEvent()]))).to.equal("unavailable");
      });
    });

    describe("follow", () => {
      it("delivers, without a cursor, what comes and not what was", async () => {
        await bus.publish(someEvents(3));
        const received = await collect(bus);
        await bus.publish([anEvent({ id: "later" })]);
        expect(eventsOf(await received.until(1)).map(({ subject }) => subject)).to.deep.equal([
          "later",
        ]);
        expect(received.following.mode).to.equal("live");
      });

      it("returns the cursor after which it delivers", async () => {
        const received = await collect(bus);
        await bus.publish(someEvents(3));
        await received.until(3);
        const again = await collect(bus, received.following.cursor);
        expect(eventsOf(await again.until(3))).to.deep.equal(someEvents(3));
        expect(again.following).to.deep.include({
          mode: "replayed",
          cursor: received.following.cursor,
        });
      });

      it("replays from any cursor exactly the rest", async () => {
        const first = await collect(bus);
        for (const size of [1, 7, 300, 2]) await bus.publish(someEvents(size));
        const all = await first.until(310);
        const places = [0, 1, 7, 8, 307, 308, 309].map((index) => fc.constant(index));
        await fc.assert(
          fc.asyncProperty(fc.oneof(...places, fc.nat(309)), async (index) => {
            const received = await collect(bus, all[index]?.cursor);
            const rest = all.slice(index + 1);
            expect(await received.until(rest.length)).to.deep.equal(rest);
            await received.following.stop();
          }),
          { numRuns: 20 },
        );
      });

      it("leaves no gap and repeats nothing between replay and live", async () => {
        const first = await collect(bus);
        await bus.publish(someEvents(400));
        const [{ cursor } = missing()] = await first.until(1);
        const publishing = publishOneByOne(bus, someEvents(200, { id: "live" }));
        const received = await Promise.all(Array.from({ length: 5 }, () => collect(bus, cursor)));
        await publishing;
        const all = await first.until(600);
        for (const one of received) expect(await one.until(599)).to.deep.equal(all.slice(1));
      });

      it("gives every follower the same cursors, in the order of plain text", async () => {
        const one = await collect(bus);
        const other = await collect(bus);
        await bus.publish(someEvents(100));
        const entries = await one.until(100);
        expect(await other.until(100)).to.deep.equal(entries);
        const cursors = entries.map(({ cursor }) => cursor);
        expect([...new Set(cursors)].sort()).to.deep.equal(cursors);
      });

      it("resets an unknown cursor and goes on at the log's end", async () => {
        await bus.publish(someEvents(3));
        for (const cursor of ["", "nonsense", "0000.00000000001"]) {
          const received = await collect(bus, cursor);
          expect(received.following.mode).to.equal("reset");
          await bus.publish([anEvent({ id: `after ${cursor}` })]);
          expect(eventsOf(await received.until(1)).map(({ subject }) => subject)).to.deep.equal([
            `after ${cursor}`,
          ]);
          await received.following.stop();
        }
      });

      it("reaches from any cursor the one at which another subscription started", async () => {
        const first = await collect(bus);
        await bus.publish(someEvents(5));
        const [{ cursor } = missing()] = await first.until(5);
        const { following } = await collect(bus);
        let at = cursor;
        await bus.follow({
          cursor,
          onEvents: (entries) => {
            at = entries.at(-1)?.cursor ?? at;
          },
          onWatermark: (place) => {
            at = place;
          },
        });
        await eventually(
          () => at >= following.cursor,
          () => `at ${at}, before ${following.cursor}`,
        );
      });

      it("delivers nothing more once stopped", async () => {
        const stopped = await collect(bus);
        const received = await collect(bus);
        await bus.publish([anEvent({ seq: 1 })]);
        await stopped.until(1);
        await stopped.following.stop();
        await bus.publish([anEvent({ seq: 2 })]);
        await received.until(2);
        expect(stopped.entries).to.have.length(1);
      });

      it("ends a subscription that throws, and no other", async () => {
        const lost = Promise.withResolvers<Error>();
        await bus.follow({ onEvents: () => fail("broken handler"), onError: lost.resolve });
        const received = await collect(bus);
        await bus.publish(someEvents(2));
        await received.until(2);
        expect((await lost.promise).message).to.equal("broken handler");
      });

      it("replays across a restart", async function () {
        if (fixture.reopen === undefined) return this.skip();
        const before = await collect(bus);
        await bus.publish(someEvents(10));
        const all = [...(await before.until(10))];
        bus = await fixture.reopen();
        const after = await collect(bus, all[3]?.cursor);
        await bus.publish([anEvent({ id: "new" })]);
        const received = await after.until(7);
        expect(received.slice(0, 6)).to.deep.equal(all.slice(4));
        expect(received[6]?.event.subject).to.equal("new");
      });
    });

    describe("signals", () => {
      it("reach every listener whose pattern fits", async () => {
        const received = await Promise.all(
          ["log.*", "log.#", "#", "log.1", "work", "log"].map((pattern) => listen(bus, pattern)),
        );
        bus.signal("log.1", { n: 1 });
        bus.signal("work", { n: 2 });
        await eventually(
          () => received.flatMap(({ signals }) => signals).length >= 6,
          () => JSON.stringify(received),
        );
        expect(received.map(({ signals }) => signals.map(([topic]) => topic))).to.deep.equal([
          ["log.1"],
          ["log.1"],
          ["log.1", "work"],
          ["log.1"],
          ["work"],
          [],
        ]);
      });

      it("arrive whole, in the order they were sent", async () => {
        const { signals } = await listen(bus, "log.1");
        for (let n = 0; n < 50; n++) bus.signal("log.1", { n, lines: ["ä", ""], nothing: null });
        await eventually(
          () => signals.length >= 50,
          () => `${signals.length} signals`,
        );
        expect(signals.map(([, body]) => body)).to.deep.equal(
          Array.from({ length: 50 }, (_, n) => ({ n, lines: ["ä", ""], nothing: null })),
        );
      });

      it("are delivered after the code of the sender has run on", async () => {
        const { signals } = await listen(bus, "work");
        bus.signal("work", {});
        expect(signals).to.deep.equal([]);
        await eventually(
          () => signals.length === 1,
          () => "no signal",
        );
      });

      it("reach the other listeners when one throws", async () => {
        await bus.onSignal("work", () => fail("broken handler"));
        const { signals } = await listen(bus, "work");
        bus.signal("work", {});
        await eventually(
          () => signals.length === 1,
          () => "no signal",
        );
      });

      it("are not delivered after unsubscribing", async () => {
        const gone = await listen(bus, "work");
        const { signals } = await listen(bus, "work");
        await gone.unsubscribe();
        bus.signal("work", {});
        await eventually(
          () => signals.length === 1,
          () => "no signal",
        );
        expect(gone.signals).to.deep.equal([]);
      });

      it("are dropped without harm where no one listens", () => {
        bus.signal("log.unknown", {});
      });
    });

    describe("health", () => {
      it("is ok while open and not once closed", async () => {
        expect(bus.health().ok).to.equal(true);
        await bus.close();
        expect(bus.health().ok).to.equal(false);
      });
    });
  });
}

function eventsOf(entries: LogEntry[]): FormworkEvent[] {
  return entries.map(({ event }) => event);
}

async function publishOneByOne(bus: Bus, events: FormworkEvent[]): Promise<void> {
  for (const event of events) await bus.publish([event]);
}

async function listen(bus: Bus, pattern: string) {
  const signals: [topic: string, body: unknown][] = [];
  const unsubscribe = await bus.onSignal(pattern, (topic, body) => signals.push([topic, body]));
  return { signals, unsubscribe };
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "accepted",
    (error) => (error instanceof DomainError ? error.code : String(error)),
  );
}

function fail(message: string): never {
  throw new Error(message);
}

function missing(): never {
  return fail("no entry");
}
