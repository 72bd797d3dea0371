import type { FormworkEvent } from "@formwork/contracts/event";
import { expect } from "chai";
import fc from "fast-check";
import { DomainError } from "../../errors.ts";
import { anEvent, someEvents } from "../../testing/an-event.ts";
import { collect, eventually } from "../../testing/collect.ts";
import type { Bus, LogEntry } from "../bus.ts";

/** A fresh bus for one test. `reopen`: closes it and opens another one on what it left behind. */
export type BusUnderTest = { bus: Bus; reopen?: () => Promise<Bus>; dispose: () => Promise<void> };

/**
 * The suite that every bus passes. It takes nothing for granted that a broker on another machine
 * could not keep.
 */
export function exerciseBus(name: string, makeBus: () => Promise<BusUnderTest>): void {
  describe(`${name} bus`, () => {
    let under: BusUnderTest;
    let bus: Bus;
    beforeEach(async () => {
      under = await makeBus();
      bus = under.bus;
    });
    afterEach(() => under.dispose());

    describe("publish", () => {
      it("keeps the order of a batch and of one batch after the other", async () => {
        const heard = await collect(bus);
        const events = someEvents(40);
        await bus.publish(events.slice(0, 1));
        await bus.publish(events.slice(1, 25));
        await bus.publish(events.slice(25));
        expect(eventsOf(await heard.until(40))).to.deep.equal(events);
      });

      it("keeps each publisher's order when many publish at once", async () => {
        const heard = await collect(bus);
        const jobs = Array.from({ length: 20 }, (_, index) =>
          someEvents(5, { id: `job-${index}` }),
        );
        await Promise.all(jobs.flatMap((events) => events.map((event) => bus.publish([event]))));
        const entries = await heard.until(100);
        for (const events of jobs)
          expect(
            eventsOf(entries).filter(({ subject }) => subject === events[0]?.subject),
          ).to.deep.equal(events);
      });

      it("takes a batch of thousands", async () => {
        const events = someEvents(3000);
        const heard = await collect(bus);
        await bus.publish(events);
        expect(eventsOf(await heard.until(3000))).to.deep.equal(events);
      });

      it("takes an empty batch for done", async () => {
        await bus.publish([]);
      });

      it("is refused as unavailable once the bus is closed", async () => {
        await bus.close();
        expect(await refusal(bus.publish([anEvent()]))).to.equal("unavailable");
      });
    });

    describe("follow", () => {
      it("without a cursor hears what comes, not what was", async () => {
        await bus.publish(someEvents(3));
        const heard = await collect(bus);
        await bus.publish([anEvent({ id: "later" })]);
        expect(eventsOf(await heard.until(1)).map(({ subject }) => subject)).to.deep.equal([
          "later",
        ]);
        expect(heard.following.mode).to.equal("live");
      });

      it("names the place from which it delivers", async () => {
        const heard = await collect(bus);
        await bus.publish(someEvents(3));
        await heard.until(3);
        const again = await collect(bus, heard.following.cursor);
        expect(eventsOf(await again.until(3))).to.deep.equal(someEvents(3));
        expect(again.following).to.deep.include({
          mode: "replayed",
          cursor: heard.following.cursor,
        });
      });

      it("from any cursor replays exactly the rest", async () => {
        const first = await collect(bus);
        for (const size of [1, 7, 300, 2]) await bus.publish(someEvents(size));
        const all = await first.until(310);
        const places = [0, 1, 7, 8, 307, 308, 309].map((index) => fc.constant(index));
        await fc.assert(
          fc.asyncProperty(fc.oneof(...places, fc.nat(309)), async (index) => {
            const heard = await collect(bus, all[index]?.cursor);
            const rest = all.slice(index + 1);
            expect(await heard.until(rest.length)).to.deep.equal(rest);
            await heard.following.stop();
          }),
          { numRuns: 20 },
        );
      });

      it("has no gap and no repeat between replay and live", async () => {
        const first = await collect(bus);
        await bus.publish(someEvents(400));
        const [{ cursor } = missing()] = await first.until(1);
        const publishing = publishOneByOne(bus, someEvents(200, { id: "live" }));
        const heard = await Promise.all(Array.from({ length: 5 }, () => collect(bus, cursor)));
        await publishing;
        const all = await first.until(600);
        for (const one of heard) expect(await one.until(599)).to.deep.equal(all.slice(1));
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

      it("answers a cursor of nobody's with reset and goes on at the log's end", async () => {
        await bus.publish(someEvents(3));
        for (const cursor of ["", "nonsense", "0000.00000000001"]) {
          const heard = await collect(bus, cursor);
          expect(heard.following.mode).to.equal("reset");
          await bus.publish([anEvent({ id: `after ${cursor}` })]);
          expect(eventsOf(await heard.until(1)).map(({ subject }) => subject)).to.deep.equal([
            `after ${cursor}`,
          ]);
          await heard.following.stop();
        }
      });

      it("comes from any cursor to the place where another began to follow", async () => {
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

      it("hears nothing more once stopped", async () => {
        const stopped = await collect(bus);
        const heard = await collect(bus);
        await bus.publish([anEvent({ seq: 1 })]);
        await stopped.until(1);
        await stopped.following.stop();
        await bus.publish([anEvent({ seq: 2 })]);
        await heard.until(2);
        expect(stopped.entries).to.have.length(1);
      });

      it("loses a follower that throws, and nobody else", async () => {
        const lost = Promise.withResolvers<Error>();
        await bus.follow({ onEvents: () => fail("clumsy"), onError: lost.resolve });
        const heard = await collect(bus);
        await bus.publish(someEvents(2));
        await heard.until(2);
        expect((await lost.promise).message).to.equal("clumsy");
      });

      it("replays across a restart", async function () {
        if (under.reopen === undefined) return this.skip();
        const before = await collect(bus);
        await bus.publish(someEvents(10));
        const all = [...(await before.until(10))];
        bus = await under.reopen();
        const after = await collect(bus, all[3]?.cursor);
        await bus.publish([anEvent({ id: "new" })]);
        const heard = await after.until(7);
        expect(heard.slice(0, 6)).to.deep.equal(all.slice(4));
        expect(heard[6]?.event.subject).to.equal("new");
      });
    });

    describe("notes", () => {
      it("reach every listener whose pattern fits", async () => {
        const heard = await Promise.all(
          ["log.*", "log.#", "#", "log.1", "work", "log"].map((pattern) => listen(bus, pattern)),
        );
        bus.signal("log.1", { n: 1 });
        bus.signal("work", { n: 2 });
        await eventually(
          () => heard.flatMap(({ notes }) => notes).length >= 6,
          () => JSON.stringify(heard),
        );
        expect(heard.map(({ notes }) => notes.map(([topic]) => topic))).to.deep.equal([
          ["log.1"],
          ["log.1"],
          ["log.1", "work"],
          ["log.1"],
          ["work"],
          [],
        ]);
      });

      it("arrive whole, in the order they were sent", async () => {
        const { notes } = await listen(bus, "log.1");
        for (let n = 0; n < 50; n++) bus.signal("log.1", { n, lines: ["ä", ""], nothing: null });
        await eventually(
          () => notes.length >= 50,
          () => `${notes.length} notes`,
        );
        expect(notes.map(([, body]) => body)).to.deep.equal(
          Array.from({ length: 50 }, (_, n) => ({ n, lines: ["ä", ""], nothing: null })),
        );
      });

      it("are heard after their sender has gone on", async () => {
        const { notes } = await listen(bus, "work");
        bus.signal("work", {});
        expect(notes).to.deep.equal([]);
        await eventually(
          () => notes.length === 1,
          () => "no note",
        );
      });

      it("reach the others when one listener throws", async () => {
        await bus.onSignal("work", () => fail("clumsy"));
        const { notes } = await listen(bus, "work");
        bus.signal("work", {});
        await eventually(
          () => notes.length === 1,
          () => "no note",
        );
      });

      it("are not heard after unlisten", async () => {
        const gone = await listen(bus, "work");
        const { notes } = await listen(bus, "work");
        await gone.unlisten();
        bus.signal("work", {});
        await eventually(
          () => notes.length === 1,
          () => "no note",
        );
        expect(gone.notes).to.deep.equal([]);
      });

      it("are lost without harm where nobody listens", () => {
        bus.signal("log.nobody", {});
      });
    });

    describe("health", () => {
      it("is good while open and not once closed", async () => {
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
  const notes: [topic: string, body: unknown][] = [];
  const unlisten = await bus.onSignal(pattern, (topic, body) => notes.push([topic, body]));
  return { notes, unlisten };
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
