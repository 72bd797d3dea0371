import type { FormworkEvent } from "@formwork/contracts/event";
import { type ChannelModel, type ConsumeMessage, connect } from "amqplib";
import { expect } from "chai";
import { startProxy } from "../../../tests/support/servers/proxy.ts";
import { type Rabbit, startRabbit } from "../../../tests/support/servers/rabbitmq.ts";
import { DomainError } from "../errors.ts";
import { systemClock } from "../runtime/clock.ts";
import { silentTelemetry } from "../runtime/telemetry.ts";
import { anEvent, someEvents } from "./an-event.ts";
import type { Bus, LogEntry } from "./bus.ts";
import { collect, eventually } from "./collect.ts";
import { type BusUnderTest, exerciseBus } from "./exercise.ts";
import { createRabbitBus } from "./rabbit.ts";
import { names } from "./rabbit-topology.ts";

describe("on a real RabbitMQ", () => {
  let broker: Rabbit;
  let opened: { close: () => Promise<unknown> }[];
  before(async function () {
    this.timeout(90_000);
    broker = await startRabbit();
  });
  after(async function () {
    this.timeout(30_000);
    await broker.stop();
  });
  beforeEach(() => {
    opened = [];
  });
  afterEach(async () => {
    for (const one of opened.reverse()) await one.close();
  });

  async function openBus(options: Partial<Parameters<typeof createRabbitBus>[0]> = {}): Promise<Bus> {
    const bus = createRabbitBus({ url: broker.url, clock: systemClock, ...options });
    await bus.open();
    opened.push(bus);
    return bus;
  }
  /** A program of somebody else's, which knows the names and nothing else. */
  async function openStranger(): Promise<ChannelModel> {
    const stranger = await connect(broker.url);
    opened.push(stranger);
    return stranger;
  }
  async function hearAs(stranger: ChannelModel, pattern: string): Promise<ConsumeMessage[]> {
    const channel = await stranger.createChannel();
    const { queue } = await channel.assertQueue("", { exclusive: true });
    await channel.bindQueue(queue, names.events, pattern);
    const messages: ConsumeMessage[] = [];
    await channel.consume(queue, (message) => message && messages.push(message), { noAck: true });
    return messages;
  }

  exerciseBus("rabbit", async (): Promise<BusUnderTest> => {
    let bus = await openBus();
    return {
      bus,
      async reopen() {
        await bus.close();
        bus = await openBus();
        return bus;
      },
      dispose: () => bus.close(),
    };
  });

  describe("several processes", () => {
    it("have one log, with the same cursors", async () => {
      const [one, other] = [await openBus(), await openBus()];
      const [heardByOne, heardByOther] = [await collect(one), await collect(other)];
      await Promise.all([one.publish(someEvents(30, { id: "a" })), other.publish(someEvents(30, { id: "b" }))]);
      const entries = await heardByOne.until(60);
      expect(await heardByOther.until(60)).to.deep.equal(entries);
      const again = await collect(other, entries[20]?.cursor);
      expect(await again.until(39)).to.deep.equal(entries.slice(21));
    });

    it("hear each other's notes", async () => {
      const [one, other] = [await openBus(), await openBus()];
      const heard: unknown[] = [];
      await other.listen("stop.*", (topic, body) => heard.push([topic, body]));
      one.note("stop.job-1", { jobId: "job-1" });
      await eventually(
        () => heard.length > 0,
        () => "no note",
      );
      expect(heard).to.deep.equal([["stop.job-1", { jobId: "job-1" }]]);
    });

    it("are woken once by a burst of wake-ups, and once more at its end", async () => {
      const [one, other] = [await openBus(), await openBus()];
      let woken = 0;
      await other.listen("work", () => (woken += 1));
      await other.listen("last", () => (woken += 100));
      for (let n = 0; n < 50; n++) one.note("work", {});
      await eventually(
        () => woken === 2,
        () => `woken ${woken} times`,
      );
      one.note("last", {});
      await eventually(
        () => woken === 102,
        () => `woken ${woken} times`,
      );
    });
  });

  describe("somebody else's queue", () => {
    it("gets a message per event, by its routing key", async () => {
      const bus = await openBus();
      const messages = await hearAs(await openStranger(), "job.succeeded.*");
      const event = anEvent({ type: "job.succeeded", state: "succeeded" });
      await bus.publish([anEvent(), event, anEvent({ type: "job.failed" })]);
      await eventually(
        () => messages.length > 0,
        () => "no message",
      );
      expect(messages.map(({ fields }) => fields.routingKey)).to.deep.equal(["job.succeeded.http-request"]);
      expect(messages.map(({ content }) => JSON.parse(content.toString()))).to.deep.equal([event]);
      expect(messages[0]?.properties.contentType).to.equal("application/cloudevents+json");
    });

    it("gets, of a flood, the lists that hold what it asked for", async () => {
      const bus = await openBus();
      const messages = await hearAs(await openStranger(), "job.succeeded.*");
      const flood = someEvents(3000);
      flood[1700] = anEvent({ type: "job.succeeded", id: "needle" });
      await bus.publish(flood);
      await eventually(
        () => messages.length > 0,
        () => "no message",
      );
      expect(messages).to.have.length(1);
      expect(messages[0]?.properties.contentType).to.equal("application/cloudevents-batch+json");
      const list: FormworkEvent[] = JSON.parse(messages[0]?.content.toString() ?? "[]");
      expect(list.filter(({ type }) => type === "job.succeeded").map(({ subject }) => subject)).to.deep.equal(["needle"]);
    });
  });

  describe("garbage on the exchange", () => {
    const faults: Record<string, string> = {
      "no JSON": "\u0000\u0001 garbage",
      "no event": '{"hello": 1}',
      "nothing but a number": "7",
      "an event of a job without the job": JSON.stringify({ ...anEvent(), data: {} }),
    };

    it("is parked as it came, while everybody goes on", async () => {
      const bus = await openBus();
      const stranger = await openStranger();
      const heard = await collect(bus);
      const channel = await stranger.createChannel();
      await channel.purgeQueue(names.dead);
      for (const text of Object.values(faults)) channel.publish(names.events, "job.created.evil", Buffer.from(text));
      await eventually(
        async () => (await channel.checkQueue(names.dead)).messageCount === Object.keys(faults).length,
        () => "not parked",
      );
      await bus.publish([anEvent({ id: "good" })]);
      expect((await heard.until(1)).map(({ event }) => event.subject)).to.deep.equal(["good"]);
      const parked = await channel.get(names.dead, { noAck: true });
      if (parked === false) throw new Error("nothing parked");
      expect(parked.content.toString()).to.equal(faults["no JSON"]);
      expect(parked.properties.headers).to.include({ exchange: names.events });
      expect(parked.fields.routingKey).to.equal("job.created.evil");
    });

    it("costs the events of its message nothing", async () => {
      const bus = await openBus();
      const heard = await collect(bus);
      const channel = await (await openStranger()).createChannel();
      const list = [anEvent({ seq: 1 }), { type: 7 }, anEvent({ seq: 2 })];
      channel.publish(names.events, "batch", Buffer.from(JSON.stringify(list)));
      const entries = await heard.until(2);
      expect(entries.map(({ event }) => event.data.seq)).to.deep.equal([1, 2]);
      const rest = await collect(bus, entries[0]?.cursor);
      expect(await rest.until(1)).to.deep.equal(entries.slice(1));
    });

    it("may be an event of a type that is not known yet", async () => {
      const bus = await openBus();
      const heard = await collect(bus);
      const channel = await (await openStranger()).createChannel();
      channel.publish(names.events, "job.teleported.x", Buffer.from(JSON.stringify({ ...anEvent(), type: "job.teleported" })));
      expect((await heard.until(1)).map(({ event }) => String(event.type))).to.deep.equal(["job.teleported"]);
    });

    it("does not harm the hearing of notes", async () => {
      const bus = await openBus();
      const heard: unknown[] = [];
      await bus.listen("work", (_topic, body) => heard.push(body));
      const channel = await (await openStranger()).createChannel();
      channel.publish(names.notes, "work", Buffer.from("{garbage"));
      bus.note("work", { queue: "a" });
      await eventually(
        () => heard.length > 0,
        () => "no note",
      );
      expect(heard).to.deep.equal([{ queue: "a" }]);
    });
  });

  describe("a broker that goes away", () => {
    it("and comes back costs followers neither gap nor repeat, and listeners nothing but time", async function () {
      this.timeout(60_000);
      const bus = await openBus();
      const heard = await collect(bus);
      const notes: string[] = [];
      await bus.listen("stop.*", (topic) => notes.push(topic));
      await bus.publish(someEvents(20));
      await heard.until(20);

      await broker.control("stop_app");
      await eventually(
        () => !bus.health().ok,
        () => bus.health().detail,
      );
      const before = performance.now();
      expect(await codeOf(bus.publish([anEvent()]))).to.equal("unavailable");
      expect(await codeOf(bus.follow({ onEvents: () => undefined }))).to.equal("unavailable");
      expect(performance.now() - before, "refused at once").to.be.below(100);
      await broker.control("start_app");
      await healthy(bus);

      await bus.publish(someEvents(21).slice(20));
      await eventually(
        () => heard.entries.length === 21,
        () => `${heard.entries.length} events`,
      );
      expect(seqs(heard.entries)).to.deep.equal(Array.from({ length: 21 }, (_, index) => index + 1));
      bus.note("stop.1", {});
      await eventually(
        () => notes.length > 0,
        () => "no note",
      );
    });

    it("and comes back wiped is set up anew; followers are told, and their cursors answered with reset", async function () {
      this.timeout(60_000);
      const bus = await openBus();
      const lost = Promise.withResolvers<Error>();
      const entries: LogEntry[] = [];
      await bus.follow({ onEvents: (more) => entries.push(...more), onLost: lost.resolve });
      await bus.publish(someEvents(3));
      await eventually(
        () => entries.length === 3,
        () => "not heard",
      );
      for (const step of ["stop_app", "reset", "start_app"]) await broker.control(step);
      await healthy(bus);
      await bus.publish(someEvents(1));
      await lost.promise;
      expect((await collect(bus, entries[1]?.cursor)).following.mode).to.equal("reset");
    });

    it("may be away at the start", async function () {
      this.timeout(30_000);
      const proxy = await startProxy(broker.url);
      opened.push(proxy);
      await proxy.refuse();
      const bus = await openBus({ url: proxy.url });
      expect(bus.health().ok).to.equal(false);
      const heard: string[] = [];
      await bus.listen("work", (topic) => heard.push(topic));
      await proxy.accept();
      await healthy(bus);
      bus.note("work", {});
      await eventually(
        () => heard.length > 0,
        () => "the listener was forgotten",
      );
    });

    it("is noticed although no connection was closed", async function () {
      this.timeout(30_000);
      const proxy = await startProxy(broker.url);
      opened.push(proxy);
      const bus = await openBus({ url: proxy.url, heartbeatSeconds: 1 });
      proxy.swallow();
      const begin = performance.now();
      await eventually(
        () => !bus.health().ok,
        () => bus.health().detail,
      );
      expect(performance.now() - begin).to.be.below(3500);
      proxy.pass();
      await healthy(bus);
    });

    it("and swallows a message makes its publication fail in time", async () => {
      const proxy = await startProxy(broker.url);
      opened.push(proxy);
      const bus = await openBus({ url: proxy.url, confirmMs: 200 });
      proxy.swallow();
      expect(await codeOf(bus.publish([anEvent()]))).to.equal("unavailable");
    });
  });

  describe("a broker that is short of memory", () => {
    it("is told as ill, refuses publications without keeping them, and is followed all the same", async function () {
      this.timeout(60_000);
      const telemetry = silentTelemetry();
      const [bus, other] = [await openBus({ telemetry, confirmMs: 1000 }), await openBus()];
      await other.publish(someEvents(5));
      const { cursor } = (await collect(other)).following;
      await other.publish(someEvents(5));
      await broker.control("set_vm_memory_high_watermark", "0.0001");
      try {
        await eventually(
          async () => (await codeOf(bus.publish([anEvent()]))) === "unavailable" && !bus.health().ok,
          () => bus.health().detail,
        );
        expect(bus.health().detail).to.contain("memory");
        expect(await (await collect(bus, cursor)).until(5)).to.have.length(5);
        const refused = await Promise.all(Array.from({ length: 1000 }, () => codeOf(bus.publish([anEvent()]))));
        expect(new Set(refused)).to.deep.equal(new Set(["unavailable"]));
        for (let n = 0; n < 1000; n++) bus.note("work", { n });
        expect(await telemetry.metrics()).to.contain("formwork_notes_lost_total");
      } finally {
        await broker.control("set_vm_memory_high_watermark", "0.6");
      }
      await healthy(bus);
      await bus.publish([anEvent()]);
    });
  });

  describe("a log that somebody deleted", () => {
    it("takes no event for safe, and is made anew", async function () {
      this.timeout(30_000);
      const bus = await openBus();
      const channel = await (await openStranger()).createChannel();
      await channel.deleteQueue(names.log);
      await eventually(
        async () => (await codeOf(bus.publish([anEvent()]))) === "accepted",
        () => "not made anew",
      );
      const heard = await collect(bus);
      await bus.publish([anEvent()]);
      await heard.until(1);
    });
  });
});

function seqs(entries: LogEntry[]): unknown[] {
  return entries.map(({ event }) => event.data.seq);
}

async function healthy(bus: Bus): Promise<void> {
  for (let tries = 0; tries < 3; tries++) {
    const done = await eventually(
      async () => bus.health().ok && (await codeOf(bus.publish([]))) === "accepted",
      () => bus.health().detail,
    ).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
  throw new Error(bus.health().detail);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "accepted",
    (error) => (error instanceof DomainError ? error.code : String(error)),
  );
}
