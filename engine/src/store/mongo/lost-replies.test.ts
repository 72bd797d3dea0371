import { expect } from "chai";
import { startProxy, type TcpProxy } from "../../../../tests/support/servers/proxy.ts";
import { aNewJob } from "../../testing/a-new-job.ts";
import { eventually } from "../../testing/eventually.ts";
import { aDatabase, type TestDatabase } from "../../testing/servers/a-mongo-database.ts";
import { claim, ends, refusal, settle, submit, theJob } from "../conformance/helpers.ts";
import type { Store } from "../store.ts";
import { createMongoStore } from "./mongo.ts";

describe("a reply of MongoDB that is lost on the way", () => {
  let database: TestDatabase;
  let proxy: TcpProxy;
  let store: Store;
  before(async function () {
    this.timeout(120_000);
    database = await aDatabase();
    proxy = await startProxy(database.url);
  });
  beforeEach(async () => {
    store = createMongoStore({ url: proxy.url });
    await store.open();
  });
  afterEach(async () => {
    await store.close();
    await database.empty();
  });
  after(async () => {
    await proxy?.close();
    await database?.stop();
  });

  /** Runs `work` and drops the reply of the server to the write that has the text. */
  async function losingReply(work: () => Promise<unknown>, text: string): Promise<void> {
    proxy.dropRepliesFrom(text);
    const { code } = await refusal(work()).finally(() => proxy.pass());
    expect(code).to.equal("unavailable");
    await eventually(
      () =>
        store.ping().then(
          () => true,
          () => false,
        ),
      "the database to answer",
    );
  }
  /** Relays until the event `id` was relayed; returns the ids of all events. */
  async function relayedUntil(id: string): Promise<string[]> {
    const relayed: string[] = [];
    await eventually(async () => {
      const entries = await store.takeOutbox({ limit: 100 });
      relayed.push(...entries.map(({ event }) => event.id));
      await store.clearOutbox({ positions: entries.map(({ position }) => position) });
      return relayed.includes(id);
    }, `the event ${id} to be relayed`);
    return relayed;
  }

  async function insertLosingReply(id: string): Promise<void> {
    const job = aNewJob({ id, summary: "of a lost reply" });
    await losingReply(() => store.insertJobs({ jobs: [job] }), "of a lost reply");
  }

  it("to an insert does not keep the events of the job from the bus", async function () {
    this.timeout(20_000);
    await insertLosingReply("a");
    expect((await theJob(store, "a")).state).to.equal("queued");
    expect(await relayedUntil("a:2")).to.deep.equal(["a:1", "a:2"]);
  });

  it("to a settlement does not keep its event from the bus, and the attempt ends once", async function () {
    this.timeout(20_000);
    await submit(store, { id: "b" });
    const [claimed] = await claim(store);
    if (claimed === undefined) throw new Error("there was a job to claim");
    await relayedUntil("b:3");
    await losingReply(() => settle(store, claimed, ends.succeed), "succeed");
    expect(await settle(store, claimed, ends.succeed)).to.equal(false);
    expect(await theJob(store, "b")).to.include({ state: "succeeded", seq: 4 });
    expect(await relayedUntil("b:4")).to.deep.equal(["b:4"]);
  });

  it("to a claim lets the job be rescued when its lease ends, with all its events", async function () {
    this.timeout(20_000);
    await submit(store, { id: "c" });
    await relayedUntil("c:2");
    await losingReply(() => claim(store, { leaseMs: 1 }), "claim");
    expect((await theJob(store, "c")).state).to.equal("running");
    expect(await store.rescueJobs({ limit: 10, maxCrashes: 3 })).to.deep.equal([
      { id: "c", state: "queued", traceparent: null },
    ]);
    expect(await relayedUntil("c:4")).to.deep.equal(["c:3", "c:4"]);
  });

  it("leaves nothing that is relayed again and again", async function () {
    this.timeout(20_000);
    await insertLosingReply("d");
    await relayedUntil("d:2");
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await store.takeOutbox({ limit: 100 })).to.deep.equal([]);
  });

  it("is an outage where a count looks for the end of a slice", async () => {
    await store.insertJobs({ jobs: [aNewJob({ createdBy: "u1" }), aNewJob({ createdBy: "u1" })] });
    const asked = { filter: { createdBy: "u1" }, bound: { jobs: 2, ms: 1000 } };
    await losingReply(() => store.countJobs(asked), "skip");
    expect((await store.countJobs(asked)).counts).to.have.length(1);
  });
});
