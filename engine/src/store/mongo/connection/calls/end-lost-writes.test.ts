import { expect } from "chai";
import { mongo } from "mongoose";
import { startProxy } from "../../../../../../tests/support/servers/proxy.ts";
import { aDatabase, type TestDatabase } from "../../../../testing/servers/a-mongo-database.ts";
import { endLostWrites } from "./end-lost-writes.ts";

/** More than the buffers of the system take for a socket that is not read. */
const large = "x".repeat(12_000_000);

describe("a write whose connection is closed before all of it is sent", function () {
  this.timeout(120_000);
  let database: TestDatabase;
  before(async () => {
    database = await aDatabase();
  });
  after(() => database.stop());

  it("fails, and its connection makes room for another one", async () => {
    endLostWrites();
    const proxy = await startProxy(database.url);
    const limits = { heartbeatFrequencyMS: 500, connectTimeoutMS: 500, socketTimeoutMS: 5000 };
    const client = new mongo.MongoClient(proxy.url, {
      ...{ ...limits, maxPoolSize: 1, serverSelectionTimeoutMS: 10_000 },
    });
    const rows = client.db().collection<{ _id: string; large: string }>("rows");
    await rows.findOne({});
    proxy.hold();
    const refused = await rows.insertOne({ _id: "1", large }).catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(mongo.MongoNetworkError);
    proxy.pass();
    expect(await rows.findOne({ _id: "none" })).to.equal(null);
    await client.close();
    await proxy.close();
  });
});
