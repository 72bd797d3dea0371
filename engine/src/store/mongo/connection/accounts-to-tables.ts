import type { mongo } from "mongoose";

/** A row as `table.ts` keeps it. */
type MigratedRow = {
  _id: string;
  version: 1;
  document: string;
  fields: Record<string, string | number | boolean>;
  expiresAt?: Date;
};

type UserBefore = { _id: string; email: string; first?: true };
type SessionBefore = { _id: string; userId: string; expiresAt: Date };
type Open = (name: string) => mongo.Collection<{ _id: string }>;

/** Documents that are rewritten in one round trip. */
const maxBatch = 1000;

/** Makes rows of tables out of the documents of users and sessions. May be run twice. */
export async function accountsToTables(open: Open): Promise<void> {
  await dropIndexes(open("users"), ["by_email", "first"]);
  await rewrite<UserBefore>(open("users"), ({ _id, ...user }) => ({
    ...{ _id, version: 1, document: JSON.stringify({ id: _id, ...user }) },
    fields: { email: user.email, ...(user.first === undefined ? {} : { first: user.first }) },
  }));
  await rewrite<SessionBefore>(open("sessions"), ({ _id, userId, expiresAt }) => {
    const session = { id: _id, userId, expiresAt: expiresAt.getTime() };
    return {
      ...{ _id, version: 1, document: JSON.stringify(session), expiresAt },
      fields: { expiresAt: session.expiresAt },
    };
  });
}

/** Drops indexes that are still there; the collection may not be. */
async function dropIndexes(
  collection: Pick<mongo.Collection, "indexes" | "dropIndex">,
  names: string[],
): Promise<void> {
  const there = await collection.indexes().catch((error) => {
    if (error.codeName === "NamespaceNotFound") return [];
    throw error;
  });
  for (const { name = "" } of there) if (names.includes(name)) await collection.dropIndex(name);
}

/** Replaces each document that is no row yet. */
async function rewrite<Before extends { _id: string }>(
  collection: mongo.Collection<{ _id: string }>,
  rowOf: (before: Before) => MigratedRow,
): Promise<void> {
  const rest = { document: { $exists: false } };
  for (;;) {
    // What the collection holds is what the version before wrote.
    const found = (await collection.find(rest, { limit: maxBatch }).toArray()) as Before[];
    if (found.length === 0) return;
    const statements = found.map((before) => ({
      replaceOne: { filter: { _id: before._id, ...rest }, replacement: rowOf(before) },
    }));
    await collection.bulkWrite(statements, { ordered: false });
  }
}
