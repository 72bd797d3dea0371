import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { mongo } from "mongoose";
import { refuseNewerSchema, refuseSchema } from "../../../schema-refusal.ts";
import type { SchemaDocument } from "../../record/other-documents.ts";
import { type Collections, type Models, names } from "../collections.ts";
import { accountsToTables } from "./accounts-to-tables.ts";
import { dropIndexes, type Open } from "./documents-to-rows.ts";
import { jobsToTurns } from "./jobs-to-turns.ts";
import { remoteJobsToLanes } from "./remote-jobs-to-lanes.ts";
import { templatesToTables } from "./templates-to-tables.ts";

type Database = {
  collections: Collections;
  models: Models;
  /** Any collection by its name, also one that the code no longer uses otherwise. */
  open: Open;
};

/** The last version before the first release; such a database is refused. */
const unreleasedVersion = 1;
/**
 * One migration per version after that. A released one is never changed. Each may run twice, since a
 * process can die in the middle of it.
 */
const migrations: ((database: Database) => Promise<void>)[] = [
  makeIndexes,
  ({ open }) => accountsToTables(open),
  ({ open }) => templatesToTables(open),
  // Jobs got a summary; those of before have none, which is read as an empty one.
  async () => {},
  // Re-runs got an index.
  makeIndexes,
  // A person may change the options of a waiting job; those of before have none changed.
  async () => {},
  // Jobs wait in order of their turn, and each that has not ended is in a lane.
  async (database) => {
    await makeIndexes(database);
    await jobsToTurns(database.open);
  },
  // Failed jobs got groups, with an index; those of before are put into theirs by a loop.
  makeIndexes,
  // A log may be removed before its job; those of before are all there.
  async () => {},
  // The lane of a remote job names its template.
  ({ open }) => remoteJobsToLanes(open),
  // The jobs of schedules got an index.
  makeIndexes,
  // A cancelled attempt keeps its token until it has ended; those of before have ended.
  async () => {},
  // Lists by template, queue, owner and tag got indexes, which others are now a part of.
  async (database) => {
    await makeIndexes(database);
    await dropIndexes(database.open("jobs"), indexesOfBefore);
  },
];
/** The version of this code; `schemas.test.ts` fails when a migration is missing. */
export const newestVersion = unreleasedVersion + migrations.length;

const indexesOfBefore = ["by_state", "by_run_at", "by_priority", "by_finished_at"];

/** Milliseconds for which the lock on migrations lasts; it is renewed three times within them. */
const lockMs = 30_000;

/**
 * Brings the database to the newest schema. Of several processes that start at once, one migrates
 * and the others wait.
 */
export async function migrate(database: Database): Promise<void> {
  const { meta } = database.collections;
  const owner = randomUUID();
  while (!(await isNewest(meta))) {
    if (!(await lockMigrations(meta, owner))) {
      await wait(50);
      continue;
    }
    const renewing = setInterval(
      () => lockMigrations(meta, owner).catch(() => undefined),
      lockMs / 3,
    );
    try {
      await runMissing(database, owner);
    } finally {
      clearInterval(renewing);
      await meta.updateOne({ _id: "schema", owner }, { $unset: { owner: 1, until: 1 } });
    }
  }
}

async function isNewest(meta: mongo.Collection<SchemaDocument>): Promise<boolean> {
  const { version = 0 } =
    (await meta.findOneAndUpdate(
      { _id: "schema" },
      { $setOnInsert: { version: 0 } },
      { upsert: true },
    )) ?? {};
  if (version > newestVersion) refuseNewerSchema(version, newestVersion);
  if (version > 0 && version <= unreleasedVersion) {
    refuseSchema(
      `The database has schema ${version} of a Formwork that was never released. Give this one an empty database.`,
    );
  }
  return version === newestVersion;
}

/** Takes or renews the lock for `owner`, by the server's clock; false while another has it. */
async function lockMigrations(
  meta: mongo.Collection<SchemaDocument>,
  owner: string,
): Promise<boolean> {
  const free = {
    $or: [{ owner }, { owner: { $exists: false } }, { $expr: { $lt: ["$until", "$$NOW"] } }],
  };
  const { matchedCount } = await meta.updateOne({ _id: "schema", ...free }, [
    { $set: { owner, until: { $add: ["$$NOW", lockMs] } } },
  ]);
  return matchedCount > 0;
}

async function runMissing(database: Database, owner: string): Promise<void> {
  const { meta } = database.collections;
  const version = (await meta.findOne({ _id: "schema", owner }))?.version ?? 0;
  for (const [index, migration] of migrations.entries()) {
    const brought = unreleasedVersion + index + 1;
    if (brought <= version) continue;
    await migration(database);
    await meta.updateOne({ _id: "schema", owner }, { $set: { version: brought } });
  }
}

/**
 * Makes the indexes of all schemas. With many documents that takes longer than a call may; the next
 * attempt to open then waits for the builds that are under way.
 */
async function makeIndexes({ collections, models }: Database): Promise<void> {
  for (const name of names) {
    const indexes = models[name].schema.indexes().map(([key, options]) => ({ key, ...options }));
    const collection: Pick<mongo.Collection, "createIndexes"> = collections[name];
    if (indexes.length > 0) await collection.createIndexes(indexes as mongo.IndexDescription[]);
  }
}
