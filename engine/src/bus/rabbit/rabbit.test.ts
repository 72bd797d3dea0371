import { type FormworkEvent, isJobEvent } from "@formwork/contracts/events/events";
import { anEvent, someEvents } from "@formwork/contracts/testing/an-event";
import type { ChannelModel, ConsumeMessage } from "amqplib";
import { expect } from "chai";
import { collect } from "../../testing/collect.ts";
import { eventually } from "../../testing/eventually.ts";
import { onABroker } from "../../testing/servers/on-a-broker.ts";
import { type BusUnderTest, busConformanceSuite } from "../conformance/suite.ts";
import { names } from "./topology.ts";

onABroker("a bus on RabbitMQ", ({ openBus, openStranger }) => {
  async function consumeAs(stranger: ChannelModel, pattern: string): Promise<ConsumeMessage[]> {
    const channel = await stranger.createChannel();
    const { queue } = await channel.assertQueue("", { exclusive: true });
    await channel.bindQueue(queue, names.events, pattern);
    const messages: ConsumeMessage[] = [];
    await channel.consume(queue, (message) => message && messages.push(message), { noAck: true });
    return messages;
  }

  busConformanceSuite("rabbit", async (): Promise<BusUnderTest> => {
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
      const [byOne, byOther] = [await collect(one), await collect(other)];
      await Promise.all([
        one.publish(someEvents(30, { id: "a" })),
        other.publish(someEvents(30, { id: "b" })),
      ]);
      const entries = await byOne.until(60);
      expect(await byOther.until(60)).to.deep.equal(entries);
      const again = await collect(other, entries[20]?.cursor);
      expect(await again.until(39)).to.deep.equal(entries.slice(21));
    });

    it("may open hundreds of subscriptions at once, as after a restart of everything", async function () {
      this.timeout(60_000);
      const bus = await openBus();
      const received = await collect(bus);
      await bus.publish(someEvents(1000));
      const entries = await received.until(1000);
      const modes = await Promise.all(
        Array.from({ length: 500 }, async (_, n) => {
          const following = await bus.follow({
            cursor: entries[900 + (n % 100)]?.cursor,
            onEvents: () => undefined,
          });
          await following.stop();
          return following.mode;
        }),
      );
      expect(new Set(modes)).to.deep.equal(new Set(["replayed"]));
    });

    it("receive each other's signals", async () => {
      const [one, other] = [await openBus(), await openBus()];
      const received: unknown[] = [];
      await other.onSignal("stop.*", (topic, body) => received.push([topic, body]));
      one.signal("stop.job-1", { jobId: "job-1" });
      await eventually(
        () => received.length > 0,
        () => "no signal",
      );
      expect(received).to.deep.equal([["stop.job-1", { jobId: "job-1" }]]);
    });

    it("receive one wake-up for the start of a burst, and one for its end", async () => {
      const [one, other] = [await openBus(), await openBus()];
      let woken = 0;
      await other.onSignal("work", () => (woken += 1));
      await other.onSignal("last", () => (woken += 100));
      for (let n = 0; n < 50; n++) one.signal("work", {});
      await eventually(
        () => woken === 2,
        () => `woken ${woken} times`,
      );
      one.signal("last", {});
      await eventually(
        () => woken === 102,
        () => `woken ${woken} times`,
      );
    });
  });

  describe("a foreign queue", () => {
    it("receives a message per event, by its routing key", async () => {
      const bus = await openBus();
      const messages = await consumeAs(await openStranger(), "job.succeeded.*");
      const event = anEvent({ type: "job.succeeded", state: "succeeded" });
      await bus.publish([anEvent(), event, anEvent({ type: "job.failed" })]);
      await eventually(
        () => messages.length > 0,
        () => "no message",
      );
      expect(messages.map(({ fields }) => fields.routingKey)).to.deep.equal([
        "job.succeeded.http-request",
      ]);
      expect(messages.map(({ content }) => JSON.parse(content.toString()))).to.deep.equal([event]);
      expect(messages[0]?.properties.contentType).to.equal("application/cloudevents+json");
    });

    it("receives, of a flood, the batches that hold an event it is bound to", async () => {
      const bus = await openBus();
      const messages = await consumeAs(await openStranger(), "job.succeeded.*");
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
      expect(
        list.filter(({ type }) => type === "job.succeeded").map(({ subject }) => subject),
      ).to.deep.equal(["needle"]);
    });
  });

  describe("garbage on the exchange", () => {
    const faults: Record<string, string> = {
      "no JSON": "\u0000\u0001 garbage",
      "no event": '{"hello": 1}',
      "nothing but a number": "7",
      "an event of a job without the job": JSON.stringify({ ...anEvent(), data: {} }),
    };

    it("becomes a dead letter as it came, and the log goes on", async () => {
      const bus = await openBus();
      const stranger = await openStranger();
      const received = await collect(bus);
      const channel = await stranger.createChannel();
      await channel.purgeQueue(names.dead);
      for (const text of Object.values(faults))
        channel.publish(names.events, "job.created.evil", Buffer.from(text));
      await eventually(
        async () =>
          (await channel.checkQueue(names.dead)).messageCount === Object.keys(faults).length,
        () => "no dead letter",
      );
      await bus.publish([anEvent({ id: "good" })]);
      expect((await received.until(1)).map(({ event }) => event.subject)).to.deep.equal(["good"]);
      const deadLetter = await channel.get(names.dead, { noAck: true });
      if (deadLetter === false) throw new Error("no dead letter");
      expect(deadLetter.content.toString()).to.equal(faults["no JSON"]);
      expect(deadLetter.properties.headers).to.include({ exchange: names.events });
      expect(deadLetter.fields.routingKey).to.equal("job.created.evil");
    });

    it("does not keep back the events of its batch", async () => {
      const bus = await openBus();
      const received = await collect(bus);
      const channel = await (await openStranger()).createChannel();
      const list = [anEvent({ seq: 1 }), { type: 7 }, anEvent({ seq: 2 })];
      channel.publish(names.events, "batch", Buffer.from(JSON.stringify(list)));
      const entries = await received.until(2);
      expect(entries.map(({ event }) => isJobEvent(event) && event.data.seq)).to.deep.equal([1, 2]);
      const rest = await collect(bus, entries[0]?.cursor);
      expect(await rest.until(1)).to.deep.equal(entries.slice(1));
    });

    it("may be an event of a type that is not known yet", async () => {
      const bus = await openBus();
      const received = await collect(bus);
      const channel = await (await openStranger()).createChannel();
      channel.publish(
        names.events,
        "job.teleported.x",
        Buffer.from(JSON.stringify({ ...anEvent(), type: "job.teleported" })),
      );
      expect((await received.until(1)).map(({ event }) => String(event.type))).to.deep.equal([
        "job.teleported",
      ]);
    });

    it("does not disturb signals", async () => {
      const bus = await openBus();
      const received: unknown[] = [];
      await bus.onSignal("work", (_topic, body) => received.push(body));
      const channel = await (await openStranger()).createChannel();
      channel.publish(names.signals, "work", Buffer.from("{garbage"));
      bus.signal("work", { queue: "a" });
      await eventually(
        () => received.length > 0,
        () => "no signal",
      );
      expect(received).to.deep.equal([{ queue: "a" }]);
    });
  });
});
