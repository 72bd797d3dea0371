import type { mongo } from "mongoose";

/** A row as `table.ts` keeps it. */
type MigratedRow = {
  _id: string;
  version: 1;
  document: string;
  fields: Record<string, string | number | boolean>;
  expiresAt?: Date;
};

export type Before = { _id: string };
type Collection = mongo.Collection<Before>;
/** Returns a collection by its name. */
export type Open = (name: string) => Collection;

/** Documents that are rewritten in one round trip. */
const maxBatch = 1000;

/** Makes a row. */
export function migratedRow(
  key: string,
  row: object,
  fields: MigratedRow["fields"],
  expiresAt?: Date,
): MigratedRow {
  const document = JSON.stringify(row);
  return {
    _id: key,
    version: 1,
    document,
    fields,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** Replaces each document of `collection` that is no row yet. */
export async function rewriteAsRows<Document extends Before>(
  collection: Collection,
  rowOf: (document: Document) => MigratedRow,
): Promise<void> {
  await forEachBatch<Document>(collection, async (documents) => {
    const statements = documents.map((document) => ({
      replaceOne: { filter: notRow(document._id), replacement: rowOf(document) },
    }));
    await collection.bulkWrite(statements, { ordered: false });
  });
}

/** Hands over the documents that are no rows yet, in batches, until `work` has left none. */
export async function forEachBatch<Document extends Before>(
  collection: Collection,
  work: (documents: Document[]) => Promise<void>,
  sort: mongo.Sort = { _id: 1 },
): Promise<void> {
  for (;;) {
    const found = await collection.find(notRow(), { sort, limit: maxBatch }).toArray();
    if (found.length === 0) return;
    // What the collection holds is what the version before wrote.
    await work(found as Document[]);
  }
}

function notRow(_id?: string) {
  return { ...(_id === undefined ? {} : { _id }), document: { $exists: false } };
}

/** Drops indexes that are still there; the collection may not be. */
export async function dropIndexes(collection: Collection, names: string[]): Promise<void> {
  const there = await collection.indexes().catch(unlessMissing([]));
  for (const { name = "" } of there) if (names.includes(name)) await collection.dropIndex(name);
}

/** Drops a collection, which may not be there. */
export async function dropCollection(collection: Collection): Promise<void> {
  await collection.drop().catch(unlessMissing(false));
}

function unlessMissing<Answer>(answer: Answer): (error: { codeName?: string }) => Answer {
  return (error) => {
    if (error.codeName === "NamespaceNotFound") return answer;
    throw error;
  };
}
