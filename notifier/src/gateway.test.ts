import { type Bus, topics } from "@formwork/engine/bus/bus";
import { anEvent, someEvents } from "@formwork/engine/testing/an-event";
import { eventually } from "@formwork/engine/testing/collect";
import { expect } from "chai";
import { aPrincipal, type GatewayUnderTest, startGateway } from "./testing/a-gateway.ts";

/** Ids of a job's events from one `seq` to another. */
function ids(job: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${job}:${first + index}`);
}

describe("gateway", () => {
  let under: GatewayUnderTest;
  beforeEach(async () => {
    under = await startGateway({ recheckMs: 100 });
  });
  afterEach(() => under.dispose());

  describe("live", () => {
    it("pushes each event with its cursor, in order", async () => {
      const client = await under.connect();
      expect(await client.subscribe(["jobs"])).to.deep.include({ ok: true, mode: "live" });
      const events = someEvents(20);
      for (const event of events) await under.bus.publish([event]);
      await client.ids(20);
      expect(client.heard.map(({ event }) => event)).to.deep.equal(events);
      const cursors = client.heard.map(({ cursor }) => cursor);
      expect([...new Set(cursors)].sort()).to.deep.equal(cursors);
    });

    it("pushes an event once to a socket that is in several of its rooms", async () => {
      const client = await under.connect();
      await client.subscribe(["jobs", "job:job-1"]);
      await client.subscribe(["template:http-request", "jobs"]);
      await under.bus.publish(someEvents(3));
      await under.bus.publish([anEvent({ id: "last" })]);
      expect(await client.ids(4)).to.deep.equal([...ids("job-1", 1, 3), "last:1"]);
    });

    it("gives the room of a job that job's events only", async () => {
      const client = await under.connect();
      await client.subscribe(["job:b"]);
      await under.bus.publish(
        ["a", "b", "c", "b"].map((id, index) => anEvent({ id, seq: index + 1 })),
      );
      expect(await client.ids(2)).to.deep.equal(["b:2", "b:4"]);
    });

    it("acknowledges with the head of the log, however little of it the socket has heard", async () => {
      const [watcher, client] = await Promise.all([under.connect(), under.connect()]);
      await watcher.subscribe(["jobs"]);
      await client.subscribe(["job:quiet"]);
      await under.bus.publish(someEvents(5));
      await watcher.ids(5);
      expect(await client.subscribe(["job:other"])).to.deep.equal({
        ok: true,
        mode: "live",
        cursor: watcher.heard[4]?.cursor,
      });
    });

    it("says nothing more of a room that was left", async () => {
      const client = await under.connect();
      await client.subscribe(["job:a", "job:b"]);
      expect(await client.socket.emitWithAck("unsubscribe", { rooms: ["job:a"] })).to.deep.equal({
        ok: true,
      });
      await under.bus.publish([anEvent({ id: "a" }), anEvent({ id: "b" })]);
      expect(await client.ids(1)).to.deep.equal(["b:1"]);
    });

    it("keeps order and completeness when 2,000 events come as fast as they can", async () => {
      const clients = await Promise.all([under.connect(), under.connect(), under.connect()]);
      for (const client of clients) await client.subscribe(["jobs"]);
      const events = someEvents(2000);
      for (let at = 0; at < events.length; at += 20)
        await under.bus.publish(events.slice(at, at + 20));
      for (const client of clients)
        expect(await client.ids(2000)).to.deep.equal(ids("job-1", 1, 2000));
    });

    it("pushes a burst larger than what may wait for a socket that reads", async () => {
      const client = await under.connect();
      await client.subscribe(["jobs"]);
      for (let batch = 0; batch < 24; batch++)
        await under.bus.publish(someEvents(500, { id: `job-${batch}` }));
      const heard = await client.ids(12_000);
      expect(heard).to.deep.equal(
        Array.from({ length: 24 }, (_, batch) => ids(`job-${batch}`, 1, 500)).flat(),
      );
      expect(client.told).to.deep.equal([]);
    });
  });

  describe("replay", () => {
    it("sends what was missed, then goes on live", async () => {
      const first = await under.connect();
      await first.subscribe(["jobs"]);
      await under.bus.publish(someEvents(10));
      await first.ids(10);
      const second = await under.connect();
      const cursor = first.heard[3]?.cursor;
      expect(await second.subscribe(["jobs"], cursor)).to.deep.equal({
        ok: true,
        mode: "replayed",
        cursor,
      });
      await under.bus.publish([anEvent({ seq: 11 })]);
      expect(await second.ids(7)).to.deep.equal(ids("job-1", 5, 11));
    });

    it("sends the room of a job exactly its own", async () => {
      const first = await under.connect();
      const { cursor } = await live(first.subscribe(["jobs"]));
      await under.bus.publish(
        ["a", "b", "c", "b", "a"].map((id, index) => anEvent({ id, seq: index + 1 })),
      );
      const second = await under.connect();
      await second.subscribe(["job:b"], cursor);
      expect(await second.ids(2)).to.deep.equal(["b:2", "b:4"]);
    });

    it("reads from the log what is no longer in memory", async () => {
      await under.dispose();
      under = await startGateway({ recentEvents: 50, eventsPerPage: 100 });
      const first = await under.connect();
      const { cursor } = await live(first.subscribe(["jobs"]));
      for (let at = 0; at < 3000; at += 300)
        await under.bus.publish(someEvents(at + 300).slice(at));
      await first.ids(3000);
      const second = await under.connect();
      expect(await second.subscribe(["jobs"], cursor)).to.include({ mode: "replayed" });
      for (const event of someEvents(3050).slice(3000)) await under.bus.publish([event]);
      expect(await second.ids(3050)).to.deep.equal(ids("job-1", 1, 3050));
    });

    it("has no gap and no repeat while events keep coming", async () => {
      const first = await under.connect();
      const { cursor } = await live(first.subscribe(["jobs"]));
      await under.bus.publish(someEvents(500));
      const publishing = (async () => {
        for (const event of someEvents(800).slice(500)) await under.bus.publish([event]);
      })();
      const others = await Promise.all(Array.from({ length: 5 }, () => under.connect()));
      for (const other of others) await other.subscribe(["jobs"], cursor);
      await publishing;
      for (const client of [first, ...others])
        expect(await client.ids(800)).to.deep.equal(ids("job-1", 1, 800));
    });

    it("repeats nothing for a second subscription that goes further back", async () => {
      const watcher = await under.connect();
      const { cursor } = await live(watcher.subscribe(["jobs"]));
      await under.bus.publish(
        ["a", "b", "a", "b"].map((id, index) => anEvent({ id, seq: index + 1 })),
      );
      await watcher.ids(4);
      const client = await under.connect();
      await client.subscribe(["job:a"], watcher.heard[1]?.cursor);
      await client.subscribe(["jobs"], cursor);
      await under.bus.publish([anEvent({ id: "a", seq: 5 })]);
      expect(await client.ids(5)).to.deep.equal(["a:3", "a:1", "b:2", "b:4", "a:5"]);
    });

    it("answers reset to a cursor that nobody knows, and goes on from the one it gives", async () => {
      await under.bus.publish(someEvents(5));
      for (const [index, unknown] of ["nonsense", "", "x".repeat(10_000)].entries()) {
        const client = await under.connect();
        const reply = await live(client.subscribe(["jobs"], unknown));
        expect(reply.mode).to.equal("reset");
        await under.bus.publish([anEvent({ id: `after-${index}` })]);
        expect(await client.ids(1)).to.deep.equal([`after-${index}:1`]);
        const again = await under.connect();
        await again.subscribe(["jobs"], reply.cursor);
        expect(await again.ids(1)).to.deep.equal([`after-${index}:1`]);
      }
    });

    it("sends everybody back for a reset when the log was lost and begun anew", async () => {
      await under.dispose();
      const follows: Parameters<Bus["follow"]>[0][] = [];
      under = await startGateway({}, (bus) => ({
        ...bus,
        follow(params) {
          follows.push(params);
          return bus.follow(
            follows.length === 2 ? { ...params, cursor: "of the log before" } : params,
          );
        },
      }));
      const client = await under.connect();
      await client.subscribe(["jobs"]);
      follows[0]?.onError?.(new Error("the broker was wiped"));
      await eventually(
        () => client.told.includes("lagged"),
        () => "was told nothing",
      );
      await eventually(
        () => client.socket.connected,
        () => "never came back",
      );
      expect(await client.subscribe(["jobs"], "of the log before")).to.include({ mode: "reset" });
    });

    it("survives a restart: clients come back by themselves and miss nothing", async () => {
      const client = await under.connect();
      const { cursor } = await live(client.subscribe(["jobs"]));
      await under.bus.publish(someEvents(3));
      await client.ids(3);
      client.socket.on("connect", () => client.subscribe(["jobs"], client.heard.at(-1)?.cursor));
      await under.restart();
      await under.bus.publish(someEvents(6).slice(3));
      expect(await client.ids(6)).to.deep.equal(ids("job-1", 1, 6));
      const late = await under.connect();
      await late.subscribe(["jobs"], cursor);
      expect(await late.ids(6)).to.deep.equal(ids("job-1", 1, 6));
    });

    it("goes through any number of lost connections without a gap or a repeat", async () => {
      const client = await under.connect();
      await client.subscribe(["jobs"]);
      client.socket.on("connect", () => client.subscribe(["jobs"], client.heard.at(-1)?.cursor));
      for (let round = 0; round < 10; round++) {
        await under.bus.publish(someEvents((round + 1) * 50).slice(round * 50));
        await client.ids(round * 50 + 20);
        client.socket.io.engine.close();
        await eventually(
          () => client.socket.connected,
          () => "never came back",
        );
      }
      expect(await client.ids(500)).to.deep.equal(ids("job-1", 1, 500));
    });
  });

  describe("logs", () => {
    const push = (jobId: string, offset: number) => ({
      jobId,
      attempt: 1,
      offset,
      lines: [
        {
          attempt: 1,
          offset,
          stream: "stdout" as const,
          text: "line",
          at: "2026-03-01T08:00:00.000Z",
        },
      ],
    });

    it("go to the room of their job", async () => {
      const client = await under.connect();
      await client.subscribe(["job:a", "jobs"]);
      under.bus.signal(topics.log("b"), push("b", 1));
      under.bus.signal(topics.log("a"), push("a", 1));
      under.bus.signal(topics.log("a"), push("a", 2));
      await eventually(
        () => client.logs.length === 2,
        () => JSON.stringify(client.logs),
      );
      expect(client.logs).to.deep.equal([push("a", 1), push("a", 2)]);
    });

    it("arrive whole, whatever their length", async () => {
      const client = await under.connect();
      await client.subscribe(["job:a"]);
      // Around each bound at which a WebSocket frame tells its length in another way.
      const bare = `2${JSON.stringify(["log", { ...push("a", 1), lines: [""] }])}`.length + 1;
      const pushes = [125, 126, 2 ** 16 - 1, 2 ** 16, 2 ** 17].flatMap((length) =>
        ["x".repeat(Math.max(0, length - bare)), "é😀".repeat(length / 6)].map((text) => ({
          ...push("a", 1),
          lines: [text],
        })),
      );
      for (const one of pushes) under.bus.signal(topics.log("a"), one);
      await eventually(
        () => client.logs.length === pushes.length,
        () => `${client.logs.length} of ${pushes.length} came`,
      );
      expect(client.logs).to.deep.equal(pushes);
    });

    it("harm nobody when they are none", async () => {
      const client = await under.connect();
      await client.subscribe(["job:a"]);
      for (const garbage of [null, 7, "x", {}, { jobId: 1 }, { jobId: "a" }])
        under.bus.signal(topics.log("a"), garbage);
      under.bus.signal(topics.log("a"), push("a", 1));
      await eventually(
        () => client.logs.length === 1,
        () => JSON.stringify(client.logs),
      );
    });
  });

  describe("signing out", () => {
    it("closes the sockets of a session that ended", async () => {
      under.tokens.set("other", aPrincipal({ sessionId: "session-2" }));
      const [client, other] = await Promise.all([under.connect(), under.connect("other")]);
      under.bus.signal(topics.signedOut, { sessionId: "session-1" });
      await eventually(
        () => !client.socket.connected,
        () => "still connected",
      );
      expect(client.told).to.deep.equal(["expired"]);
      expect(other.socket.connected).to.equal(true);
    });

    it("closes a socket whose token no longer holds", async () => {
      const client = await under.connect();
      await client.subscribe(["jobs"]);
      under.tokens.delete("good");
      await eventually(
        () => !client.socket.connected,
        () => "still connected",
      );
      expect(client.told).to.deep.equal(["expired"]);
      await eventually(
        () => under.gateway.connections() === 0,
        () => "still counted",
      );
    });
  });

  it("leaves the server's own requests alone", async () => {
    for (const path of ["/", "/socket.io/?EIO=4&transport=polling"]) {
      expect(await (await fetch(under.url + path)).text()).to.equal("the app's answer");
    }
  });

  it("counts its sockets", async () => {
    const client = await under.connect();
    await under.connect();
    expect(under.gateway.connections()).to.equal(2);
    client.socket.disconnect();
    await eventually(
      () => under.gateway.connections() === 1,
      () => "still two",
    );
  });
});

/** The answer to a subscription that has to be good. */
async function live(reply: Promise<import("@formwork/contracts/event").SubscribeReply>) {
  const answer = await reply;
  if (!answer.ok) throw new Error(answer.detail);
  return answer;
}
