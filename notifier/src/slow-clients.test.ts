import { rooms } from "@formwork/contracts/events/rooms";
import type { LogPush } from "@formwork/contracts/live-protocol";
import { someEvents } from "@formwork/contracts/testing/an-event";
import { topics } from "@formwork/engine/bus/bus";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { type GatewayUnderTest, startGateway } from "./testing/a-gateway.ts";
import { type RawClient, signInRaw } from "./testing/a-raw-client.ts";

/** Creates a push of log lines that soon fills a connection. */
function aPush(offset: number): LogPush {
  const line = {
    attempt: 1,
    offset,
    stream: "stdout" as const,
    text: "x".repeat(50_000),
    at: "2026-03-01T08:00:00.000Z",
  };
  return { jobId: "job-1", attempt: 1, offset, lines: [line] };
}

/** Returns the arguments of each event packet of that name that a raw client has read. */
function argumentsOf(client: RawClient, name: string): unknown[][] {
  return client
    .messages()
    .filter((message) => message.startsWith(`42["${name}"`))
    .map((message) => JSON.parse(message.slice(2)).slice(1));
}

describe("gateway and slow clients", () => {
  let fixture: GatewayUnderTest;
  const paused: RawClient[] = [];
  afterEach(async () => {
    await fixture.dispose();
    // A paused socket does not notice that the other end is gone, and would keep the process alive.
    for (const { network } of paused.splice(0)) network.destroy();
  });

  async function stalled(room: string): Promise<RawClient> {
    const client = await signInRaw(fixture);
    client.send(`421["subscribe",{"rooms":["${room}"]}]`);
    await eventually(() => client.read().includes('431[{"ok":true'), client.read);
    client.network.pause();
    paused.push(client);
    return client;
  }
  /** Publishes events in batches, each after `received` has resolved for the one before. */
  async function publish(
    count: number,
    received: (upTo: number) => Promise<unknown> = async () => undefined,
  ) {
    for (let at = 0; at < count; at += 500) {
      await fixture.bus.publish(someEvents(at + 500).slice(at));
      await received(at + 500);
    }
  }

  it("closes a stalled socket with lagged while others are served", async () => {
    fixture = await startGateway({ waitingEvents: 1000 });
    const reader = await fixture.connect();
    await reader.subscribe(["jobs"]);
    const client = await stalled("jobs");
    await publish(20_000, reader.ids);
    client.network.resume();
    await eventually(
      () => client.read().includes('42["lagged"]'),
      () => client.read().slice(-100),
    );
    expect(reader.notices).to.deep.equal([]);
  });

  it("destroys the connection of a stalled client after the close timeout", async () => {
    fixture = await startGateway({ waitingEvents: 1000, closeTimeoutMs: 100 });
    await stalled("jobs");
    await publish(20_000);
    await eventually(
      () => fixture.gateway.connections() === 0,
      () => "still connected",
    );
  });

  it("sends the queued events, then the live ones, to a client that reads again in time", async () => {
    fixture = await startGateway({ unsentPackets: 16, waitingEvents: 20_000 });
    const client = await stalled("jobs");
    await publish(10_000);
    client.network.resume();
    await eventually(
      () => argumentsOf(client, "event").length >= 10_000,
      () => `${argumentsOf(client, "event").length} events`,
    );
    const seqs = argumentsOf(client, "event").map(
      ([event]) => (event as { data: { seq: number } }).data.seq,
    );
    expect(seqs).to.deep.equal(Array.from({ length: 10_000 }, (_, index) => index + 1));
  });

  it("drops log lines before events, and marks the last one dropped", async () => {
    fixture = await startGateway();
    const client = await stalled(rooms.job("job-1"));
    for (let offset = 1; offset <= 400; offset++)
      fixture.bus.signal(topics.log("job-1"), aPush(offset));
    await publish(500);
    client.network.resume();
    await eventually(
      () => argumentsOf(client, "event").length === 500,
      () => `${argumentsOf(client, "event").length} events`,
    );
    await eventually(
      () => lastMark(client) === 400,
      () => `last mark ${lastMark(client)}`,
    );
    const sent = argumentsOf(client, "log").filter(([push]) => (push as LogPush).lines.length > 0);
    expect(sent.length).to.be.within(1, 399);
  });

  it("takes no more memory for a hundred stalled clients than for one", async () => {
    fixture = await startGateway({ socketsPerUser: 200, waitingEvents: 4000, unsentPackets: 16 });
    for (let i = 0; i < 100; i++) await stalled("jobs");
    await publish(500);
    const before = memory();
    await publish(3500);
    expect((memory() - before) / 2 ** 20).to.be.below(60);
  });
});

function lastMark(client: RawClient): number {
  const marks = argumentsOf(client, "log").filter(([push]) => (push as LogPush).lines.length === 0);
  return (marks.at(-1)?.[0] as LogPush | undefined)?.offset ?? 0;
}

function memory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
