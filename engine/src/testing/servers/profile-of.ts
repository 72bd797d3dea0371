import type { mongo } from "mongoose";

/** Returns the profile of what a database ran during `work`, with its plans. */
export async function profileOf(
  database: mongo.Db,
  work: () => Promise<unknown>,
): Promise<mongo.Document[]> {
  await database.command({ profile: 2 });
  await work();
  await database.command({ profile: 0 });
  const done = await database
    .collection("system.profile")
    .find({ "command.profile": { $exists: false } })
    .toArray();
  await database.collection("system.profile").drop();
  return done.filter(({ ns }) => !String(ns).endsWith("system.profile"));
}
