import { expect } from "chai";
import { systemClock } from "../../../runtime/clock.ts";
import { aDatabase, type TestDatabase } from "../../../testing/servers/a-mongo-database.ts";
import { type Connection, createConnection } from "../connection/connection.ts";
import type { WriterDocument } from "../record/other-documents.ts";
import { createWatermarks, type Watermarks } from "./watermarks.ts";

describe("MongoDB's watermarks", () => {
  let database: TestDatabase;
  const connections: Connection[] = [];
  let later = 0;
  /** A clock that is `later` milliseconds ahead. */
  const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + later };
  before(async function () {
    this.timeout(120_000);
    database = await aDatabase();
    await (await database.open()).close();
  });
  beforeEach(() => {
    later = 0;
  });
  afterEach(async () => {
    await Promise.all(connections.splice(0).map((connection) => connection.close()));
    await documents().deleteMany({});
  });
  after(() => database?.stop());

  const documents = () => database.database.collection<WriterDocument>("writers");
  async function aProcess(): Promise<Watermarks> {
    const connection = createConnection({ url: database.url, clock, telemetry: undefined });
    connections.push(connection);
    const watermarks = createWatermarks({ connection, clock });
    await connection.open(watermarks.register);
    return watermarks;
  }
  /** Makes the last heartbeat of every process old, as if all had been killed long ago. */
  const ageHeartbeats = () => documents().updateMany({}, { $set: { seen: new Date(0) } });

  it("number the writes of each process apart, however many start at once", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, aProcess));
    const numbers = all.flatMap((writer) => [writer.beginWrite(), writer.beginWrite()]);
    expect(new Set(numbers).size).to.equal(16);
    for (const writer of all) expect(numbers.filter(writer.isOwn)).to.have.length(2);
  });

  it("number no write of a process that has no number yet", async () => {
    const connection = createConnection({ url: database.url, clock, telemetry: undefined });
    connections.push(connection);
    const watermarks = createWatermarks({ connection, clock });
    await connection.open(async () => {
      expect(() => watermarks.beginWrite()).to.throw("The database is away");
      await watermarks.register();
      expect(watermarks.isOwn(watermarks.beginWrite())).to.equal(true);
    });
  });

  it("show other processes the events below the first write that is not relayed", async () => {
    const [one, other] = [await aProcess(), await aProcess()];
    const [first, second, third] = [one.beginWrite(), one.beginWrite(), one.beginWrite()];
    for (const by of [first, second]) one.addEvent(by);
    for (const by of [first, second, third]) one.endWrite(by);
    one.confirmEvent(first, "a");
    await one.save();
    await other.read([first]);
    expect([first, second, third].map((by) => other.isRelayed(by, "a"))).to.deep.equal([
      true,
      false,
      false,
    ]);
    one.confirmEvent(second, "b");
    await one.save();
    await other.read([first]);
    expect([first, second, third].map((by) => other.isRelayed(by, "a"))).to.deep.equal([
      true,
      true,
      true,
    ]);
  });

  it("know for each job whether an own write is relayed", async () => {
    const writer = await aProcess();
    const by = writer.beginWrite();
    for (const _ of ["a", "b"]) writer.addEvent(by);
    writer.endWrite(by);
    writer.confirmEvent(by, "a");
    expect(["a", "b"].map((id) => writer.isRelayed(by, id))).to.deep.equal([true, false]);
    writer.confirmEvent(by, "b");
    expect(writer.isRelayed(by, "b")).to.equal(true);
  });

  it("are read again for old steps, and not for those that are still in flight", async () => {
    const [one, other] = [await aProcess(), await aProcess()];
    const by = one.beginWrite();
    one.endWrite(by);
    await one.save();
    const job = (at: number) => ({
      _id: "a",
      steps: [{ c: "due" as const, at: new Date(at), by }],
    });
    await other.readFor([job(Date.now() + 10_000)]);
    expect(other.isRelayed(by, "a")).to.equal(false);
    await other.readFor([job(Date.now() - 1000)]);
    expect(other.isRelayed(by, "a")).to.equal(true);
  });

  it("return lost writes as orphaned until a late write must have come", async () => {
    const writer = await aProcess();
    const by = writer.beginWrite();
    writer.loseWrite(by);
    expect(writer.isRelayed(by, "a")).to.equal(false);
    for (const after of [0, 10_000]) {
      later = after;
      const [range] = await writer.orphanedRanges();
      expect(range).to.include({ after: by - 1, upTo: by });
      if (range !== undefined) await writer.closeRange(range);
    }
    later = 60_000;
    for (const range of await writer.orphanedRanges()) await writer.closeRange(range);
    expect(await writer.orphanedRanges()).to.deep.equal([]);
    expect(writer.isRelayed(by, "a")).to.equal(true);
  });

  it("return the writes of a process without heartbeats as orphaned, and of no other", async () => {
    const [one, other] = [await aProcess(), await aProcess()];
    const by = one.beginWrite();
    expect(await other.orphanedRanges()).to.deep.equal([]);
    await connections[0]?.close();
    await one.stop().catch(() => undefined);
    await ageHeartbeats();
    const [range] = await other.orphanedRanges();
    expect(range?.after).to.be.below(by);
    expect(range?.upTo).to.be.above(by);
  });

  it("send no heartbeat while nothing of this process gets to the bus", async () => {
    const [stuck] = [await aProcess()];
    stuck.addEvent(stuck.beginWrite());
    later = 5000;
    await ageHeartbeats();
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect((await documents().findOne())?.seen.getTime()).to.equal(0);
    await stuck.save();
    expect((await documents().findOne())?.seen.getTime()).to.equal(0);
  });

  it("forget a process that was closed days ago, and never the newest", async () => {
    const [old, other] = [await aProcess(), await aProcess()];
    const by = old.beginWrite();
    old.endWrite(by);
    await old.stop();
    await other.removeOldProcesses();
    expect(await documents().countDocuments()).to.equal(2);
    await ageHeartbeats();
    await old.removeOldProcesses();
    await other.removeOldProcesses();
    expect((await documents().find().toArray()).map(({ _id }) => _id)).to.deep.equal([2]);
    await other.read([by]);
    expect(other.isRelayed(by, "a")).to.equal(true);
    expect(Math.floor((await aProcess()).beginWrite() / 2 ** 32)).to.equal(3);
  });

  it("list a process again that was forgotten while it was frozen", async () => {
    const [frozen, other] = [await aProcess(), await aProcess()];
    await documents().deleteOne({ _id: 1 });
    const by = frozen.beginWrite();
    frozen.addEvent(by);
    await frozen.save();
    frozen.endWrite(by);
    frozen.confirmEvent(by, "a");
    await frozen.save();
    const second = frozen.beginWrite();
    await other.read([second]);
    expect([by, second].map((one) => other.isRelayed(one, "a"))).to.deep.equal([true, false]);
  });

  it("close a process that is long dead and has nothing to relay", async () => {
    const [one, other] = [await aProcess(), await aProcess()];
    one.beginWrite();
    await connections[0]?.close();
    await one.stop().catch(() => undefined);
    await ageHeartbeats();
    for (const range of await other.orphanedRanges()) await other.closeRange(range);
    expect(await other.orphanedRanges()).to.deep.equal([]);
  });
});
