import { isJobEvent } from "@formwork/contracts/events/events";
import { anEvent, someEvents } from "@formwork/contracts/testing/an-event";
import { expect } from "chai";
import { startProxy } from "../../../../tests/support/servers/proxy.ts";
import { DomainError } from "../../errors.ts";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import { collect } from "../../testing/collect.ts";
import { eventually } from "../../testing/eventually.ts";
import { healthy, onABroker } from "../../testing/servers/on-a-broker.ts";
import type { Bus, LogEntry } from "../bus.ts";
import { names, topology } from "./topology.ts";

onABroker("a bus whose RabbitMQ fails", ({ url, control, openBus, openStranger, closing }) => {
  describe("a broker that goes away", () => {
    it("and comes back: no event is missed or repeated, and signals arrive again", async function () {
      this.timeout(60_000);
      const bus = await openBus();
      const received = await collect(bus);
      const signals: string[] = [];
      await bus.onSignal("stop.*", (topic) => signals.push(topic));
      await bus.publish(someEvents(20));
      await received.until(20);

      await control("stop_app");
      await eventually(
        () => !bus.health().ok,
        () => bus.health().detail,
      );
      const before = performance.now();
      expect(await codeOf(bus.publish([anEvent()]))).to.equal("unavailable");
      expect(await codeOf(bus.follow({ onEvents: () => undefined }))).to.equal("unavailable");
      expect(performance.now() - before, "refused at once").to.be.below(1000);
      await control("start_app");
      await healthy(bus);

      await bus.publish(someEvents(21).slice(20));
      await eventually(
        () => received.entries.length === 21,
        () => `${received.entries.length} events`,
      );
      expect(seqs(received.entries)).to.deep.equal(
        Array.from({ length: 21 }, (_, index) => index + 1),
      );
      bus.signal("stop.1", {});
      await eventually(
        () => signals.length > 0,
        () => "no signal",
      );
    });

    it("and comes back wiped: it is set up, subscriptions end, and their cursors are reset", async function () {
      this.timeout(60_000);
      const bus = await openBus();
      const lost = Promise.withResolvers<Error>();
      const entries: LogEntry[] = [];
      await bus.follow({ onEvents: (more) => entries.push(...more), onError: lost.resolve });
      await bus.publish(someEvents(3));
      await eventually(
        () => entries.length === 3,
        () => "not received",
      );
      for (const step of ["stop_app", "reset", "start_app"]) await control(step);
      await healthy(bus);
      await bus.publish(someEvents(1));
      await lost.promise;
      expect((await collect(bus, entries[1]?.cursor)).following.mode).to.equal("reset");
    });

    it("is connected later when away at the start", async function () {
      this.timeout(30_000);
      const proxy = closing(await startProxy(url()));
      await proxy.refuse();
      const bus = await openBus({ url: proxy.url });
      expect(bus.health().ok).to.equal(false);
      const received: string[] = [];
      await bus.onSignal("work", (topic) => received.push(topic));
      await proxy.accept();
      await healthy(bus);
      bus.signal("work", {});
      await eventually(
        () => received.length > 0,
        () => "the signal did not arrive",
      );
    });

    it("is noticed by heartbeats when no connection is closed", async function () {
      this.timeout(30_000);
      const proxy = closing(await startProxy(url()));
      const bus = await openBus({ url: proxy.url, heartbeatSeconds: 1 });
      proxy.hold();
      const begin = performance.now();
      await eventually(
        () => !bus.health().ok,
        () => bus.health().detail,
      );
      expect(performance.now() - begin).to.be.below(15_000);
      proxy.pass();
      await healthy(bus);
    });

    it("and does not confirm: the publication is rejected after a time-out", async () => {
      const proxy = closing(await startProxy(url()));
      const bus = await openBus({ url: proxy.url, confirmTimeoutMs: 200 });
      proxy.hold();
      expect(await codeOf(bus.publish([anEvent()]))).to.equal("unavailable");
    });
  });

  describe("a broker that is short of memory", () => {
    it("is reported; publications are rejected and not kept, and the log can be followed", async function () {
      this.timeout(60_000);
      const telemetry = silentTelemetry();
      const [bus, other] = [await openBus({ telemetry, confirmTimeoutMs: 1000 }), await openBus()];
      await other.publish(someEvents(5));
      const { cursor } = (await collect(other)).following;
      await other.publish(someEvents(5));
      await control("set_vm_memory_high_watermark", "0.0001");
      try {
        await eventually(
          async () =>
            (await codeOf(bus.publish([anEvent()]))) === "unavailable" && !bus.health().ok,
          () => bus.health().detail,
        );
        expect(bus.health().detail).to.contain("memory");
        expect(await (await collect(bus, cursor)).until(5)).to.have.length(5);
        const refused = await Promise.all(
          Array.from({ length: 1000 }, () => codeOf(bus.publish([anEvent()]))),
        );
        expect(new Set(refused)).to.deep.equal(new Set(["unavailable"]));
        for (let n = 0; n < 1000; n++) bus.signal("work", { n });
        expect(await telemetry.metrics()).to.match(/formwork_notes_lost_total [1-9]/);
      } finally {
        await control("set_vm_memory_high_watermark", "0.6");
      }
      await healthy(bus);
      await bus.publish([anEvent()]);
    });
  });

  describe("a topology that is not there", () => {
    const reset = async () => {
      for (const step of ["stop_app", "reset", "start_app"]) await control(step);
    };

    it("is declared by several at once", async function () {
      this.timeout(60_000);
      await reset();
      const buses = await Promise.all([openBus(), openBus(), openBus()]);
      await Promise.all(buses.map(healthy));
      const received = await collect(buses[0]);
      for (const bus of buses) await bus.publish([anEvent()]);
      expect(await received.until(3)).to.have.length(3);
    });

    it("is completed by the next process where one was cut off before its bindings", async function () {
      this.timeout(60_000);
      await reset();
      const channel = await (await openStranger()).createChannel();
      for (const { name, type, durable } of topology.exchanges.slice(0, -1))
        await channel.assertExchange(name, type, { durable });
      for (const { name, arguments: options } of topology.queues)
        await channel.assertQueue(name, { arguments: options });
      await (await openBus()).publish([anEvent()]);
    });

    it("is declared again where a binding was removed", async function () {
      this.timeout(30_000);
      const bus = await openBus();
      const channel = await (await openStranger()).createChannel();
      await channel.unbindQueue(names.log, names.events, "#");
      expect(await codeOf(bus.publish([anEvent()]))).to.equal("unavailable");
      await eventually(
        async () => (await codeOf(bus.publish([anEvent()]))) === "accepted",
        () => "not declared again",
      );
    });
  });

  describe("a log that was deleted", () => {
    async function deleteLog(bus: Bus) {
      const channel = await (await openStranger()).createChannel();
      await channel.deleteQueue(names.log);
      await eventually(
        async () => (await codeOf(bus.publish([anEvent()]))) === "accepted",
        () => "not declared again",
      );
    }

    it("confirms no event, and is declared again", async function () {
      this.timeout(30_000);
      const bus = await openBus();
      await deleteLog(bus);
      const received = await collect(bus);
      await bus.publish([anEvent()]);
      await received.until(1);
    });

    it("is not mistaken for the new one, although that has a message at every offset of the old", async function () {
      this.timeout(30_000);
      const bus = await openBus();
      await deleteLog(bus);
      const received = await collect(bus);
      await bus.publish(someEvents(3));
      const [, { cursor } = missing()] = await received.until(3);
      await deleteLog(bus);
      await bus.publish(someEvents(50));
      expect((await collect(bus, cursor)).following.mode).to.equal("reset");
    });
  });
});

function missing(): never {
  throw new Error("no entry");
}

function seqs(entries: LogEntry[]): unknown[] {
  return entries.map(({ event }) => isJobEvent(event) && event.data.seq);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "accepted",
    (error) => (error instanceof DomainError ? error.code : String(error)),
  );
}
