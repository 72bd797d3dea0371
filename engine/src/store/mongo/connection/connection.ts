import { setTimeout as wait } from "node:timers/promises";
import { Mongoose, type mongo } from "mongoose";
import { fail } from "../../../errors.ts";
import type { Clock } from "../../../runtime/clock.ts";
import type { Telemetry } from "../../../runtime/telemetry.ts";
import { boundedCall } from "./calls/bounded-call.ts";
import { endLostWrites } from "./calls/end-lost-writes.ts";
import { createHungCalls } from "./calls/hung-calls.ts";
import { type Collections, collectionsOf, type Models } from "./collections.ts";
import { addressedUser, asFault } from "./connection-fault.ts";
import { migrate } from "./migrations/migrate.ts";
import { asRefusal, databaseAway } from "./outage.ts";
import { createOutageLog } from "./outage-log.ts";
import { createServerClock, type ServerClock } from "./server-clock.ts";
import { createSkewLog } from "./skew-log.ts";

/** A connection that survives outages of its server. */
export type Connection = {
  /**
   * Resolves once the database answers, has the newest schema and `prepare` is done; tries until
   * then, or until `close`. Rejects when trying again cannot help, for example because the user is
   * refused, with a message for whoever set `FORMWORK_STORE`.
   */
  open: (prepare: () => Promise<void>) => Promise<void>;
  close: () => Promise<void>;
  ping: () => Promise<void>;
  /** Whether the driver has seen that no server takes writes, which it notices without a call. */
  isAway: () => boolean;
  /** Runs a call of the driver. Fails with `unavailable` where the server cannot be reached. */
  ask: <T>(call: () => Promise<T>) => Promise<T>;
  time: ServerClock;
  collections: Collections;
  models: Models;
  /** The collection of a declared table. */
  table: <Document extends object>(name: string) => mongo.Collection<Document>;
};

/**
 * A write is acknowledged when a majority has it on disk. A call waits two seconds for a server and
 * ten for its answer, then is refused: callers get a quick 503 instead of piling up. The server is asked
 * twice a second whether it is there: see `calls/hung-calls.ts`.
 */
const options = {
  w: "majority",
  journal: true,
  serverSelectionTimeoutMS: 2000,
  connectTimeoutMS: 5000,
  heartbeatFrequencyMS: 500,
  socketTimeoutMS: 10_000,
  wtimeoutMS: 10_000,
  maxPoolSize: 20,
  ignoreUndefined: true,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
  appName: "formwork",
} as const;

/** A count that takes longer is refused as `unavailable`, before its connection gives up on it. */
export const maxTimeMS = 9000;

/** Milliseconds between attempts to reach a server at start. */
const retryMs = 500;

/**
 * Makes a connection to the database at `url`, closed until `open`. It has a mongoose of its own, so
 * that its settings concern no other user of mongoose.
 */
export function createConnection(params: {
  url: string;
  clock: Clock;
  telemetry: Telemetry | undefined;
}): Connection {
  const { url, clock, telemetry } = params;
  endLostWrites();
  const mongoose = new Mongoose({ strictQuery: true, sanitizeFilter: true, bufferCommands: false });
  const connection = mongoose.createConnection();
  const { collections, models } = collectionsOf(connection);
  const time = createServerClock(clock);
  const outages = createOutageLog(telemetry);
  const hung = createHungCalls(clock);
  const reportSkew = createSkewLog(telemetry);
  let wanted = false;

  function table<Document extends object>(name: string): mongo.Collection<Document> {
    // What makes the type true is that every write goes through `table.ts`.
    return connection.collection(name) as unknown as mongo.Collection<Document>;
  }

  async function ask<T>(call: () => Promise<T>): Promise<T> {
    if (time.stale() && wanted) readClock().catch(() => undefined);
    try {
      telemetry?.count("store_calls_total");
      return await hung.bound(boundedCall(call));
    } catch (error) {
      throw asRefusal(error);
    }
  }

  async function readClock(): Promise<void> {
    const askedAt = clock.monotonic();
    // Counts as fresh while the server is asked, so that only one of many calls asks.
    time.read(new Date(time.now()), askedAt);
    // Its type leaves out that there is no client before the first attempt.
    const client = connection.getClient() as mongo.MongoClient | null | undefined;
    const { localTime } =
      (await client?.db().command({ hello: 1 })) ?? fail("unavailable", databaseAway);
    time.read(localTime, askedAt);
    reportSkew(time.aheadMs());
  }

  async function attempt(prepare: () => Promise<void>): Promise<void> {
    await connection.openUri(url, options);
    const client = connection.getClient();
    outages.watch(client);
    client.on("serverHeartbeatSucceeded", ({ reply }) => {
      if (reply.isWritablePrimary === true) hung.heard();
    });
    await readClock();
    await migrate({ collections, models, open: table });
    await prepare();
  }

  async function open(prepare: () => Promise<void>): Promise<void> {
    const user = addressedUser(url);
    wanted = true;
    while (wanted) {
      try {
        await attempt(prepare);
        return outages.end();
      } catch (error) {
        if (asRefusal(error) === error) throw asFault(error, user);
        outages.begin(error);
        await connection.close().catch(() => undefined);
        await wait(retryMs);
      }
    }
  }
  return {
    open,
    async close() {
      wanted = false;
      await connection.close();
    },
    ping: () => ask(readClock),
    isAway: outages.isAway,
    ask,
    time,
    collections,
    models,
    table,
  };
}
