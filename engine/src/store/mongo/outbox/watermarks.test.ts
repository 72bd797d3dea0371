import { expect } from "chai";
import { systemClock } from "../../../runtime/clock.ts";
import { aDatabase, type TestDatabase } from "../../../testing/a-mongo-database.ts";
import { type Connection, createConnection } from "../connection/connection.ts";
import type { WriterDocument } from "../record/other-documents.ts";
import { createWatermarks, type Watermarks } from "./watermarks.ts";

describe("MongoDB's writers", () => {
  let database: TestDatabase;
  const connections: Connection[] = [];
  let later = 0;
  /** A clock that `later` sets ahead. */
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
  async function aWriter(): Promise<Watermarks> {
    const connection = createConnection({ url: database.url, clock, telemetry: undefined });
    connections.push(connection);
    const watermarks = createWatermarks({ connection, clock });
    await connection.open(watermarks.register);
    return watermarks;
  }
  /** As if all had been killed long ago. */
  const silence = () => documents().updateMany({}, { $set: { seen: new Date(0) } });

  it("have numbers of their own, however many start at once", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, aWriter));
    const numbers = all.flatMap((writer) => [writer.begin(), writer.begin()]);
    expect(new Set(numbers).size).to.equal(16);
    for (const writer of all) expect(numbers.filter(writer.isOwn)).to.have.length(2);
  });

  it("tell others how far they are: up to the first write that has something left", async () => {
    const [one, other] = [await aWriter(), await aWriter()];
    const [first, second, third] = [one.begin(), one.begin(), one.begin()];
    for (const by of [first, second]) one.hold(by);
    for (const by of [first, second, third]) one.close(by);
    one.close(first, "a");
    await one.save();
    await other.read([first]);
    expect([first, second, third].map((by) => other.isRelayed(by, "a"))).to.deep.equal([
      true,
      false,
      false,
    ]);
    one.close(second, "b");
    await one.save();
    await other.read([first]);
    expect([first, second, third].map((by) => other.isRelayed(by, "a"))).to.deep.equal([
      true,
      true,
      true,
    ]);
  });

  it("know of their own writes job by job", async () => {
    const writer = await aWriter();
    const by = writer.begin();
    for (const _ of ["a", "b"]) writer.hold(by);
    writer.close(by);
    writer.close(by, "a");
    expect(["a", "b"].map((id) => writer.isRelayed(by, id))).to.deep.equal([true, false]);
    writer.close(by, "b");
    expect(writer.isRelayed(by, "b")).to.equal(true);
  });

  it("learn from others what has had time to get to the bus, and do not ask for what is young", async () => {
    const [one, other] = [await aWriter(), await aWriter()];
    const by = one.begin();
    one.close(by);
    await one.save();
    const job = (at: number) => ({
      _id: "a",
      steps: [{ c: "due" as const, at: new Date(at), by }],
    });
    await other.learn([job(Date.now() + 10_000)]);
    expect(other.isRelayed(by, "a")).to.equal(false);
    await other.learn([job(Date.now() - 1000)]);
    expect(other.isRelayed(by, "a")).to.equal(true);
  });

  it("look for what they lost, and go on looking until a late write must have come", async () => {
    const writer = await aWriter();
    const by = writer.begin();
    writer.lose(by);
    expect(writer.isRelayed(by, "a")).to.equal(false);
    for (const after of [0, 10_000]) {
      later = after;
      const [range] = await writer.leftBehind();
      expect(range).to.include({ after: by - 1, upTo: by });
      if (range !== undefined) await writer.conclude(range);
    }
    later = 60_000;
    for (const range of await writer.leftBehind()) await writer.conclude(range);
    expect(await writer.leftBehind()).to.deep.equal([]);
    expect(writer.isRelayed(by, "a")).to.equal(true);
  });

  it("look after who is silent, and not after who gives signs of life", async () => {
    const [one, other] = [await aWriter(), await aWriter()];
    const by = one.begin();
    expect(await other.leftBehind()).to.deep.equal([]);
    await connections[0]?.close();
    await one.stop().catch(() => undefined);
    await silence();
    const [range] = await other.leftBehind();
    expect(range?.after).to.be.below(by);
    expect(range?.upTo).to.be.above(by);
  });

  it("give no sign of life while nothing of theirs gets to the bus", async () => {
    const [stuck] = [await aWriter()];
    stuck.hold(stuck.begin());
    later = 5000;
    await silence();
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect((await documents().findOne())?.seen.getTime()).to.equal(0);
    await stuck.save();
    expect((await documents().findOne())?.seen.getTime()).to.equal(0);
  });

  it("forget who has been silent for long and left nothing", async () => {
    const [one, other] = [await aWriter(), await aWriter()];
    one.begin();
    await connections[0]?.close();
    await one.stop().catch(() => undefined);
    await silence();
    for (const range of await other.leftBehind()) await other.conclude(range);
    expect(await other.leftBehind()).to.deep.equal([]);
  });
});
