import { mongo } from "mongoose";
import { keyIdIn, type StoreFacts } from "../store-facts.ts";
import { addressedUser, asFault } from "./connection/connection-fault.ts";
import { newestVersion } from "./connection/migrations/migrate.ts";
import type { RowDocument } from "./write-rows.ts";

const waitMs = 3000;

/**
 * Looks at the database at `url`: whether it answers, takes the user, and can be written to, which one
 * row shows that is removed again. Throws with advice where it does not.
 */
export async function lookAtMongo(url: string): Promise<StoreFacts> {
  const user = addressedUser(url);
  const client = new mongo.MongoClient(url, {
    ...{ serverSelectionTimeoutMS: waitMs, connectTimeoutMS: waitMs, socketTimeoutMS: waitMs },
  });
  try {
    const database = client.db();
    const meta = database.collection<{ _id: string; version?: number }>("meta");
    const schema = (await meta.findOne({ _id: "schema" }))?.version ?? null;
    await meta.updateOne({ _id: "check" }, { $set: { version: 0 } }, { upsert: true });
    await meta.deleteOne({ _id: "check" });
    const row = await database.collection<RowDocument>("settings").findOne({ _id: "key" });
    return { schema, newestSchema: newestVersion, keyId: keyIdIn(row?.document) };
  } catch (error) {
    throw asFault(error, user);
  } finally {
    await client.close();
  }
}
