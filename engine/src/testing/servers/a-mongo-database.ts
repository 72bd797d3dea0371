import { setTimeout as wait } from "node:timers/promises";
import { mongo } from "mongoose";
import { commonMongod } from "../../../../tests/support/servers/common-mongod.ts";
import { startMongod } from "../../../../tests/support/servers/mongod.ts";
import type { Server } from "../../../../tests/support/servers/run-server.ts";
import { systemClock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import { createMongoStore } from "../../store/mongo/mongo.ts";
import type { Store } from "../../store/store.ts";

/**
 * A MongoDB server with a database for tests. Tests share it and empty it, since creating its
 * indexes takes longer than most tests.
 */
export type TestDatabase = {
  url: string;
  server: Server;
  database: mongo.Db;
  /** Opens a further store on the database, as another process would. */
  open: (telemetry?: Telemetry) => Promise<Store>;
  /** Closes the stores and removes what they stored. */
  empty: () => Promise<void>;
  stop: () => Promise<void>;
};

let databases = 0;

/**
 * Makes a database on the server of all suites. With `own` it starts a server for this one, which
 * the test may kill; with `replicaSet` it does too, the only member of a set of that name.
 */
export async function aDatabase(
  options: { own?: boolean; replicaSet?: string } = {},
): Promise<TestDatabase> {
  const isOwn = options.own === true || options.replicaSet !== undefined;
  const server = await (isOwn ? startMongod(options) : commonMongod());
  const url = Object.assign(new URL(server.url), {
    pathname: `/formwork-test-${process.pid}-${Date.now()}-${++databases}`,
  }).href;
  const client = await new mongo.MongoClient(url).connect();
  if (options.replicaSet !== undefined) await initiate(client, options.replicaSet);
  const database = client.db();
  const stores: Store[] = [];

  async function open(telemetry?: Telemetry): Promise<Store> {
    const store = createMongoStore({ url, clock: systemClock, telemetry });
    stores.push(store);
    await store.open();
    return store;
  }
  async function empty(): Promise<void> {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    const collections = await database.collections();
    // What stays is which schema the database has.
    await Promise.all(
      collections.map((each) =>
        each.deleteMany(each.collectionName === "meta" ? { counts: { $exists: true } } : {}),
      ),
    );
  }
  async function stop(): Promise<void> {
    await empty();
    await database.dropDatabase();
    await client.close();
    await server.stop();
  }
  return { url, server, database, open, empty, stop };
}

/** Makes a database for the tests of a suite. They share it, and it is emptied after each. */
export function sharedDatabase(options: Parameters<typeof aDatabase>[0] = {}): TestDatabase {
  let started: TestDatabase | undefined;
  before(async function () {
    this.timeout(120_000);
    started = await aDatabase(options);
  });
  afterEach(() => started?.empty());
  after(() => started?.stop());

  function shared(): TestDatabase {
    if (started === undefined) throw new Error("The database is made before the tests");
    return started;
  }
  return {
    get url() {
      return shared().url;
    },
    get server() {
      return shared().server;
    },
    get database() {
      return shared().database;
    },
    open: (telemetry) => shared().open(telemetry),
    empty: () => shared().empty(),
    stop: () => shared().stop(),
  };
}

/** Initiates a replica set with one member, and waits until that is primary. */
async function initiate(client: mongo.MongoClient, set: string): Promise<void> {
  const host = client.options.hosts[0]?.toString() ?? "";
  await client.db("admin").command({ replSetInitiate: { _id: set, members: [{ _id: 0, host }] } });
  while (!(await client.db("admin").command({ hello: 1 })).isWritablePrimary) await wait(50);
}
