import { mongo } from "mongoose";
import { type IndexValue, nameOfFields, type TableShape, type Taken } from "../table.ts";
import { createTables } from "../tables/create-tables.ts";
import type { IndexRange } from "../tables/index-range.ts";
import type { NewRow, StoredRow, TableDriver } from "../tables/table-driver.ts";
import type { Connection } from "./connection/connection.ts";
import { isDuplicate } from "./connection/duplicate-key.ts";

/**
 * A row of a table; `_id` is its key. The row itself is a JSON text, so that it comes back as it
 * was and nothing in it is ever an operator; `fields` has what indexes need.
 */
type RowDocument = StoredRow & {
  _id: string;
  fields: Record<string, IndexValue>;
  expiresAt?: Date;
};

/** Keeps declared tables, one collection each. */
export function createMongoTables({ connection }: { connection: Connection }) {
  return createTables({
    create: async (shape) => {
      const indexes = indexesOf(shape);
      if (indexes.length > 0)
        await connection.ask(() => connection.table(shape.name).createIndexes(indexes));
    },
    driverOf: (shape) => driverOf(connection, shape),
  });
}

/** Returns the indexes of a table, by the names that `hint` uses. */
export function indexesOf({
  unique = [],
  indexes = [],
  expires,
}: TableShape): mongo.IndexDescription[] {
  const keysOf = (fields: readonly string[]) =>
    Object.fromEntries(fields.map((field) => [`fields.${field}`, 1 as const]));
  const present = (fields: readonly string[]) => ({
    partialFilterExpression: Object.fromEntries(
      fields.map((field) => [`fields.${field}`, { $exists: true }]),
    ),
  });
  const removal = { key: { expiresAt: 1 as const }, name: "expiry", expireAfterSeconds: 0 };
  return [
    ...unique.map((fields) => ({
      ...{ key: keysOf(fields), name: indexNameOf(fields), unique: true },
      ...present(fields),
    })),
    ...indexes.map((fields) => ({
      ...{ key: { ...keysOf(fields), _id: 1 as const }, name: indexNameOf(fields) },
      ...present(fields),
    })),
    ...(expires === undefined ? [] : [removal]),
  ];
}

function driverOf(connection: Connection, shape: TableShape): TableDriver {
  const { ask } = connection;
  const rows = connection.table<RowDocument>(shape.name);
  const contentOf = ({ document, fields }: NewRow) => {
    const expiresAt = shape.expires === undefined ? undefined : fields[shape.expires];
    const expiry = expiresAt === undefined ? {} : { expiresAt: new Date(Number(expiresAt)) };
    return { document, fields, ...expiry };
  };

  /** Runs a write; answers which unique fields stood against it, if any did. */
  async function unlessTaken<Outcome>(write: () => Promise<Outcome>): Promise<Outcome | Taken> {
    try {
      return await ask(write);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return { outcome: "taken", by: takenBy(error, shape) };
    }
  }

  return {
    find: ({ fields, values }) => ask(() => rows.findOne(equalTo(shape, fields, values))),
    page: (range) => ask(() => rows.find(filterOf(shape, range), optionsOf(range)).toArray()),
    insert: (row) =>
      unlessTaken(async () => {
        await rows.insertOne({ _id: row.key, version: 1, ...contentOf(row) });
        return { outcome: "stored" };
      }),
    replaceIf: ({ version, ...row }) =>
      unlessTaken(async () => {
        const filter = { _id: { $eq: row.key }, version };
        const update = { $set: { version: version + 1, ...contentOf(row) } };
        const { matchedCount } = await rows.updateOne(filter, update);
        return { outcome: matchedCount > 0 ? "stored" : "changed" };
      }),
    async remove({ key }) {
      return (await ask(() => rows.deleteOne({ _id: { $eq: key } }))).deletedCount > 0;
    },
  };
}

function indexNameOf(fields: readonly string[]): string {
  return fields.length === 0 ? "_id_" : `by_${nameOfFields(fields)}`;
}

/** Compares with values and nothing else, whatever a caller slipped in. */
function equalTo(
  { key }: TableShape,
  fields: readonly string[],
  values: IndexValue[],
): mongo.Filter<RowDocument> {
  return Object.fromEntries(
    fields.map((field, place) => [
      field === key ? "_id" : `fields.${field}`,
      { $eq: values[place] },
    ]),
  );
}

function filterOf(shape: TableShape, range: IndexRange): mongo.Filter<RowDocument> {
  const { fields, values, order, after } = range;
  const beyond = range.descending ? "$lt" : "$gt";
  const conditions: mongo.Filter<RowDocument>[] = [equalTo(shape, fields, values)];
  // An index holds only rows that have all its fields, and is used where the filter says so.
  if (order !== null) conditions.push({ [`fields.${order}`]: { $exists: true } });
  if (after !== null && after.value === null) conditions.push({ _id: { [beyond]: after.key } });
  if (after !== null && after.value !== null)
    conditions.push(
      { [`fields.${order}`]: { [`${beyond}e`]: after.value } },
      {
        $or: [{ [`fields.${order}`]: { [beyond]: after.value } }, { _id: { [beyond]: after.key } }],
      },
    );
  return { $and: conditions };
}

function optionsOf({ fields, order, descending, limit }: IndexRange): mongo.FindOptions {
  const direction = descending ? -1 : 1;
  const ordered = order === null ? [] : [order];
  return {
    sort: {
      ...Object.fromEntries(ordered.map((field) => [`fields.${field}`, direction])),
      _id: direction,
    },
    hint: indexNameOf([...fields, ...ordered]),
    limit,
    batchSize: limit + 1,
  };
}

/** The server names the index that stood against a write by its fields. */
function takenBy(error: unknown, { key }: TableShape): string {
  const pattern = error instanceof mongo.MongoServerError ? error.keyPattern : undefined;
  const fields = Object.keys(pattern ?? {}).map((field) => field.replace("fields.", ""));
  return fields[0] === "_id" ? key : nameOfFields(fields);
}
