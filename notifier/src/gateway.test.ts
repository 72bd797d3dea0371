import { anEvent, someEvents } from "@formwork/contracts/testing/an-event";
import { type Bus, topics } from "@formwork/engine/bus/bus";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aPrincipal, type GatewayUnderTest, startGateway } from "./testing/a-gateway.ts";

/** Returns the ids of a job's events from one `seq` to another. */
function ids(job: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${job}:${first + index}`);
}

describe("gateway", () => {
  let fixture: GatewayUnderTest;
  beforeEach(async () => {
    fixture = await startGateway({ recheckIntervalMs: 100 });
  });
  afterEach(() => fixture.dispose());

  describe("live", () => {
    it("pushes each event with its cursor, in order", async () => {
      const client = await fixture.connect();
      expect(await client.subscribe(["jobs"])).to.deep.include({ ok: true, mode: "live" });
      const events = someEvents(20);
      for (const event of events) await fixture.bus.publish([event]);
      await client.ids(20);
      expect(client.received.map(({ event }) => event)).to.deep.equal(events);
      const cursors = client.received.map(({ cursor }) => cursor);
      expect([...new Set(cursors)].sort()).to.deep.equal(cursors);
    });

    it("pushes an event once to a socket that is in several of its rooms", async () => {
      const client = await fixture.connect();
      await client.subscribe(["jobs", "job:job-1"]);
      await client.subscribe(["template:http-request", "jobs"]);
      await fixture.bus.publish(someEvents(3));
      await fixture.bus.publish([anEvent({ id: "last" })]);
      expect(await client.ids(4)).to.deep.equal([...ids("job-1", 1, 3), "last:1"]);
    });

    it("sends the room of a job the events of that job only", async () => {
      const client = await fixture.connect();
      await client.subscribe(["job:b"]);
      await fixture.bus.publish(
        ["a", "b", "c", "b"].map((id, index) => anEvent({ id, seq: index + 1 })),
      );
      expect(await client.ids(2)).to.deep.equal(["b:2", "b:4"]);
    });

    it("acknowledges with the head of the log, however few of its events the socket received", async () => {
      const [watcher, client] = await Promise.all([fixture.connect(), fixture.connect()]);
      await watcher.subscribe(["jobs"]);
      await client.subscribe(["job:quiet"]);
      await fixture.bus.publish(someEvents(5));
      await watcher.ids(5);
      expect(await client.subscribe(["job:other"])).to.deep.equal({
        ok: true,
        mode: "live",
        cursor: watcher.received[4]?.cursor,
      });
    });

    it("sends no events of a room that was left", async () => {
      const client = await fixture.connect();
      await client.subscribe(["job:a", "job:b"]);
      expect(await client.socket.emitWithAck("unsubscribe", { rooms: ["job:a"] })).to.deep.equal({
        ok: true,
      });
      await fixture.bus.publish([anEvent({ id: "a" }), anEvent({ id: "b" })]);
      expect(await client.ids(1)).to.deep.equal(["b:1"]);
    });

    it("keeps order and completeness when 2,000 events are published at once", async () => {
      const clients = await Promise.all([fixture.connect(), fixture.connect(), fixture.connect()]);
      for (const client of clients) await client.subscribe(["jobs"]);
      const events = someEvents(2000);
      for (let at = 0; at < events.length; at += 20)
        await fixture.bus.publish(events.slice(at, at + 20));
      for (const client of clients)
        expect(await client.ids(2000)).to.deep.equal(ids("job-1", 1, 2000));
    });

    it("pushes a burst larger than a socket.s queue to a socket that reads", async () => {
      const client = await fixture.connect();
      await client.subscribe(["jobs"]);
      for (let batch = 0; batch < 24; batch++)
        await fixture.bus.publish(someEvents(500, { id: `job-${batch}` }));
      const received = await client.ids(12_000);
      expect(received).to.deep.equal(
        Array.from({ length: 24 }, (_, batch) => ids(`job-${batch}`, 1, 500)).flat(),
      );
      expect(client.notices).to.deep.equal([]);
    });
  });

  describe("a new token on an open socket", () => {
    it("lets it outlive the one before, with all its rooms", async () => {
      const client = await fixture.connect();
      await client.subscribe(["jobs"]);
      const principal = aPrincipal({ sessionId: "session-2" });
      fixture.tokens.set("next", principal);
      expect(await client.socket.emitWithAck("authenticate", { token: "next" })).to.deep.equal({
        ok: true,
      });
      fixture.tokens.delete("good");
      const stranger = await fixture.connect("next");
      // By the time that it is closed, the tokens of all sockets have been checked.
      fixture.tokens.set("other", aPrincipal({ id: "user-2" }));
      const closing = await fixture.connect("other");
      fixture.tokens.delete("other");
      await eventually(async () => closing.notices.includes("expired"), "the check of tokens");
      await fixture.bus.publish([anEvent({ seq: 1 })]);
      expect(await client.ids(1)).to.deep.equal(["job-1:1"]);
      expect([...client.notices, ...stranger.notices]).to.deep.equal([]);
    });

    it("has to be of the same user, and valid; the socket stays as it was", async () => {
      const client = await fixture.connect();
      fixture.tokens.set("other", aPrincipal({ id: "user-2", role: "admin" }));
      for (const body of [{ token: "other" }, { token: "made up" }])
        expect(await client.socket.emitWithAck("authenticate", body)).to.include({
          code: "not-signed-in",
        });
      for (const body of [{}, null, { token: 7 }, { token: "" }, { token: "x".repeat(5000) }])
        expect(await client.socket.emitWithAck("authenticate", body)).to.include({
          code: "invalid-request",
        });
      expect(await client.subscribe(["jobs"])).to.include({ ok: true });
    });
  });

  describe("replay", () => {
    it("sends the missed events, then the live ones", async () => {
      const first = await fixture.connect();
      await first.subscribe(["jobs"]);
      await fixture.bus.publish(someEvents(10));
      await first.ids(10);
      const second = await fixture.connect();
      const cursor = first.received[3]?.cursor;
      expect(await second.subscribe(["jobs"], cursor)).to.deep.equal({
        ok: true,
        mode: "replayed",
        cursor,
      });
      await fixture.bus.publish([anEvent({ seq: 11 })]);
      expect(await second.ids(7)).to.deep.equal(ids("job-1", 5, 11));
    });

    it("sends the room of a job the events of that job only", async () => {
      const first = await fixture.connect();
      const { cursor } = await live(first.subscribe(["jobs"]));
      await fixture.bus.publish(
        ["a", "b", "c", "b", "a"].map((id, index) => anEvent({ id, seq: index + 1 })),
      );
      const second = await fixture.connect();
      await second.subscribe(["job:b"], cursor);
      expect(await second.ids(2)).to.deep.equal(["b:2", "b:4"]);
    });

    it("reads events from the bus that are no longer in memory", async () => {
      await fixture.dispose();
      fixture = await startGateway({ recentEvents: 50, eventsPerPage: 100 });
      const first = await fixture.connect();
      const { cursor } = await live(first.subscribe(["jobs"]));
      for (let at = 0; at < 3000; at += 300)
        await fixture.bus.publish(someEvents(at + 300).slice(at));
      await first.ids(3000);
      const second = await fixture.connect();
      expect(await second.subscribe(["jobs"], cursor)).to.include({ mode: "replayed" });
      for (const event of someEvents(3050).slice(3000)) await fixture.bus.publish([event]);
      expect(await second.ids(3050)).to.deep.equal(ids("job-1", 1, 3050));
    });

    it("has no gap and no repeat while events are published", async () => {
      const first = await fixture.connect();
      const { cursor } = await live(first.subscribe(["jobs"]));
      await fixture.bus.publish(someEvents(500));
      const publishing = (async () => {
        for (const event of someEvents(800).slice(500)) await fixture.bus.publish([event]);
      })();
      const others = await Promise.all(Array.from({ length: 5 }, () => fixture.connect()));
      for (const other of others) await other.subscribe(["jobs"], cursor);
      await publishing;
      for (const client of [first, ...others])
        expect(await client.ids(800)).to.deep.equal(ids("job-1", 1, 800));
    });

    it("repeats no event for a second subscription from an earlier cursor", async () => {
      const watcher = await fixture.connect();
      const { cursor } = await live(watcher.subscribe(["jobs"]));
      await fixture.bus.publish(
        ["a", "b", "a", "b"].map((id, index) => anEvent({ id, seq: index + 1 })),
      );
      await watcher.ids(4);
      const client = await fixture.connect();
      await client.subscribe(["job:a"], watcher.received[1]?.cursor);
      await client.subscribe(["jobs"], cursor);
      await fixture.bus.publish([anEvent({ id: "a", seq: 5 })]);
      expect(await client.ids(5)).to.deep.equal(["a:3", "a:1", "b:2", "b:4", "a:5"]);
    });

    it("answers an unknown cursor with reset, and serves from the cursor of the answer", async () => {
      await fixture.bus.publish(someEvents(5));
      for (const [index, unknown] of ["nonsense", "", "x".repeat(10_000)].entries()) {
        const client = await fixture.connect();
        const reply = await live(client.subscribe(["jobs"], unknown));
        expect(reply.mode).to.equal("reset");
        await fixture.bus.publish([anEvent({ id: `after-${index}` })]);
        expect(await client.ids(1)).to.deep.equal([`after-${index}:1`]);
        const again = await fixture.connect();
        await again.subscribe(["jobs"], reply.cursor);
        expect(await again.ids(1)).to.deep.equal([`after-${index}:1`]);
      }
    });

    it("closes all sockets for a reset when the log was lost", async () => {
      await fixture.dispose();
      const follows: Parameters<Bus["follow"]>[0][] = [];
      fixture = await startGateway({}, (bus) => ({
        ...bus,
        follow(params) {
          follows.push(params);
          return bus.follow(
            follows.length === 2 ? { ...params, cursor: "of the lost log" } : params,
          );
        },
      }));
      const client = await fixture.connect();
      await client.subscribe(["jobs"]);
      follows[0]?.onError?.(new Error("the broker was wiped"));
      await eventually(
        () => client.notices.includes("lagged"),
        () => "no notice",
      );
      // The notice comes before the end of the connection, which may take a subscription with it.
      const reply = await eventually(
        () => client.subscribe(["jobs"], "of the lost log").catch(() => null),
        () => "not reconnected",
      );
      expect(reply).to.include({ mode: "reset" });
    });

    it("survives a restart: clients reconnect and miss no event", async () => {
      const client = await fixture.connect();
      const { cursor } = await live(client.subscribe(["jobs"]));
      await fixture.bus.publish(someEvents(3));
      await client.ids(3);
      client.socket.on("connect", () => client.subscribe(["jobs"], client.received.at(-1)?.cursor));
      await fixture.restart();
      await fixture.bus.publish(someEvents(6).slice(3));
      expect(await client.ids(6)).to.deep.equal(ids("job-1", 1, 6));
      const late = await fixture.connect();
      await late.subscribe(["jobs"], cursor);
      expect(await late.ids(6)).to.deep.equal(ids("job-1", 1, 6));
    });

    it("has no gap and no repeat after any number of lost connections", async () => {
      const client = await fixture.connect();
      await client.subscribe(["jobs"]);
      client.socket.on("connect", () => client.subscribe(["jobs"], client.received.at(-1)?.cursor));
      for (let round = 0; round < 10; round++) {
        await fixture.bus.publish(someEvents((round + 1) * 50).slice(round * 50));
        await client.ids(round * 50 + 20);
        client.socket.io.engine.close();
        await eventually(
          () => client.socket.connected,
          () => "not reconnected",
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

    it("are sent to the room of their job", async () => {
      const client = await fixture.connect();
      await client.subscribe(["job:a", "jobs"]);
      fixture.bus.signal(topics.log("b"), push("b", 1));
      fixture.bus.signal(topics.log("a"), push("a", 1));
      fixture.bus.signal(topics.log("a"), push("a", 2));
      await eventually(
        () => client.logs.length === 2,
        () => JSON.stringify(client.logs),
      );
      expect(client.logs).to.deep.equal([push("a", 1), push("a", 2)]);
    });

    it("arrive complete at any length", async () => {
      const client = await fixture.connect();
      await client.subscribe(["job:a"]);
      // Around each length at which the header of a WebSocket frame changes.
      const bare = `2${JSON.stringify(["log", { ...push("a", 1), lines: [""] }])}`.length + 1;
      const pushes = [125, 126, 2 ** 16 - 1, 2 ** 16, 2 ** 17].flatMap((length) =>
        ["x".repeat(Math.max(0, length - bare)), "é😀".repeat(length / 6)].map((text) => ({
          ...push("a", 1),
          lines: [text],
        })),
      );
      for (const one of pushes) fixture.bus.signal(topics.log("a"), one);
      await eventually(
        () => client.logs.length === pushes.length,
        () => `${client.logs.length} of ${pushes.length} came`,
      );
      expect(client.logs).to.deep.equal(pushes);
    });

    it("are ignored when they are malformed", async () => {
      const client = await fixture.connect();
      await client.subscribe(["job:a"]);
      for (const garbage of [null, 7, "x", {}, { jobId: 1 }, { jobId: "a" }])
        fixture.bus.signal(topics.log("a"), garbage);
      fixture.bus.signal(topics.log("a"), push("a", 1));
      await eventually(
        () => client.logs.length === 1,
        () => JSON.stringify(client.logs),
      );
    });
  });

  describe("signing out", () => {
    it("closes the sockets of a session that ended", async () => {
      fixture.tokens.set("other", aPrincipal({ sessionId: "session-2" }));
      const [client, other] = await Promise.all([fixture.connect(), fixture.connect("other")]);
      fixture.bus.signal(topics.signedOut, { sessionId: "session-1" });
      await eventually(
        () => !client.socket.connected,
        () => "still connected",
      );
      expect(client.notices).to.deep.equal(["expired"]);
      expect(other.socket.connected).to.equal(true);
    });

    it("closes a socket whose token is no longer valid", async () => {
      const client = await fixture.connect();
      await client.subscribe(["jobs"]);
      fixture.tokens.delete("good");
      await eventually(
        () => !client.socket.connected,
        () => "still connected",
      );
      expect(client.notices).to.deep.equal(["expired"]);
      await eventually(
        () => fixture.gateway.connections() === 0,
        () => "still counted",
      );
    });
  });

  it("does not handle the requests of its server", async () => {
    for (const path of ["/", "/socket.io/?EIO=4&transport=polling"]) {
      expect(await (await fetch(fixture.url + path)).text()).to.equal("the app's answer");
    }
  });

  it("counts its sockets", async () => {
    const client = await fixture.connect();
    await fixture.connect();
    expect(fixture.gateway.connections()).to.equal(2);
    client.socket.disconnect();
    await eventually(
      () => fixture.gateway.connections() === 1,
      () => "still two",
    );
  });
});

/** Resolves with the answer to a subscription, which has to succeed. */
async function live(reply: Promise<import("@formwork/contracts/live-protocol").SubscribeReply>) {
  const answer = await reply;
  if (!answer.ok) throw new Error(answer.detail);
  return answer;
}
