import { mongo } from "mongoose";
import { coalesce } from "../../runtime/flow/coalesce.ts";
import {
  type Insertion,
  nameOfFields,
  type Replacement,
  type TableShape,
  type Taken,
} from "../table.ts";
import type { NewRow, StoredRow, TableDriver } from "../tables/table-driver.ts";
import type { Connection } from "./connection/connection.ts";
import { duplicateCode } from "./connection/duplicate-key.ts";

/**
 * A row of a table; `_id` is its key. The row itself is a JSON text, so that it comes back as it
 * was and nothing in it is ever an operator; `fields` has what indexes need.
 */
export type RowDocument = StoredRow & Pick<NewRow, "fields"> & { _id: string; expiresAt?: Date };

type Change = NewRow & { version: number };

/** Rows of one write: as many as the loop that fires schedules moves at once. */
const maxBatch = 500;
/** What the server answers where the condition of a replacement does not hold. */
const conversionFailure = 241;

/**
 * Writes the rows of a table. Calls made in one turn, or during a write, share the next write, and
 * each gets its own answer.
 */
export function createWriteRows(
  connection: Connection,
  shape: TableShape,
): Pick<TableDriver, "insert" | "replaceIf"> {
  const rows = connection.table<RowDocument>(shape.name);

  /** Runs a write of many rows; returns what was refused, by its place in the write. */
  async function refusalsOf(write: () => Promise<unknown>): Promise<Map<number, mongo.WriteError>> {
    try {
      await connection.ask(write);
      return new Map();
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
      const errors = [error.writeErrors].flat();
      if (errors.length === 0 || !errors.every(isAnswer)) throw error;
      return new Map(errors.map((refused) => [refused.index, refused]));
    }
  }

  async function insertAll(all: NewRow[]): Promise<Insertion[]> {
    const documents = all.map((row) => documentOf(shape, row, 1));
    const refusals = await refusalsOf(() => rows.insertMany(documents, { ordered: false }));
    return all.map((_, index) => outcomeOf(refusals.get(index)));
  }

  async function replaceAll(all: Change[]): Promise<Replacement[]> {
    const statements = all.map((change) => statementOf(shape, change));
    const refusals = await refusalsOf(() => rows.bulkWrite(statements, { ordered: false }));
    return all.map((_, index) =>
      refusals.get(index)?.code === conversionFailure
        ? { outcome: "changed" }
        : outcomeOf(refusals.get(index)),
    );
  }

  function outcomeOf(refused: mongo.WriteError | undefined): { outcome: "stored" } | Taken {
    if (refused === undefined) return { outcome: "stored" };
    return { outcome: "taken", by: takenBy(refused, shape) };
  }
  return {
    insert: coalesce({ maxBatch, work: insertAll }),
    replaceIf: coalesce({ maxBatch, work: replaceAll }),
  };
}

function isAnswer({ code }: mongo.WriteError): boolean {
  return code === duplicateCode || code === conversionFailure;
}

function documentOf(shape: TableShape, row: NewRow, version: number): RowDocument {
  const { key: _id, document, fields } = row;
  const expiresAt = shape.expires === undefined ? undefined : fields[shape.expires];
  const expiry = expiresAt === undefined ? {} : { expiresAt: new Date(Number(expiresAt)) };
  return { _id, version, document, fields, ...expiry };
}

/**
 * Returns the statement that replaces a row of one version. For any other version, and where the row
 * is gone, it fails, so that a write of many tells which of them it made: it converts what no number
 * is. As an upsert it fails for a missing row too, and never makes one.
 */
function statementOf(shape: TableShape, change: Change): mongo.AnyBulkWriteOperation<RowDocument> {
  const { key, version } = change;
  const fails = { $toInt: { $ifNull: ["$document", "no number"] } };
  const replaced = { $literal: documentOf(shape, change, version + 1) };
  const update = [
    { $replaceWith: { $cond: [{ $eq: ["$version", version] }, replaced, fails] } },
  ] as mongo.Document[];
  return { updateOne: { filter: { _id: { $eq: key } }, update, upsert: true } };
}

/** The server names the index that stood against a write in its message. */
function takenBy({ errmsg = "" }: mongo.WriteError, { key, unique = [] }: TableShape): string {
  const index = / index: (\S+) dup key/.exec(errmsg)?.[1];
  const fields = unique.find((list) => indexNameOf(list) === index);
  return fields === undefined ? key : nameOfFields(fields);
}

/** Returns the name of the index on a list of fields; none is that of the key. */
export function indexNameOf(fields: readonly string[]): string {
  return fields.length === 0 ? "_id_" : `by_${nameOfFields(fields)}`;
}
