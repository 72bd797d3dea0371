import type { mongo } from "mongoose";
import type { IndexValue, TableShape } from "../table.ts";
import { createTables } from "../tables/create-tables.ts";
import type { IndexRange } from "../tables/index-range.ts";
import type { TableDriver } from "../tables/table-driver.ts";
import type { Connection } from "./connection/connection.ts";
import { createWriteRows, indexNameOf, type RowDocument } from "./write-rows.ts";

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

  return {
    find: ({ fields, values }) => ask(() => rows.findOne(equalTo(shape, fields, values))),
    page: (range) => ask(() => rows.find(filterOf(shape, range), optionsOf(range)).toArray()),
    ...createWriteRows(connection, shape),
    async remove({ key }) {
      return (await ask(() => rows.deleteOne({ _id: { $eq: key } }))).deletedCount > 0;
    },
  };
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
