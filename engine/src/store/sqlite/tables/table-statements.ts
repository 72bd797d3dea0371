import {
  type IndexValue,
  type Insertion,
  nameOfFields,
  type Replacement,
  type TableShape,
} from "../../table.ts";
import type { IndexRange } from "../../tables/index-range.ts";
import type { NewRow, StoredRow } from "../../tables/table-driver.ts";
import type { Database } from "../connection/database.ts";
import { columnOf, definitionsOf, equalTo, pageQuery } from "./table-sql.ts";

/** Expired rows that one insert removes at most: more than it adds, and little to wait for. */
const maxExpiredPerInsert = 100;

/**
 * Makes the statements of tables, each made once: an SQL table with a row's JSON text in `document`
 * and an index on expressions for each declared list of fields.
 */
export function createTableStatements(database: Database): (shape: TableShape) => TableStatements {
  const known = new Map<string, TableStatements>();
  return (shape) => {
    const statements = known.get(shape.name) ?? tableStatements(database, shape);
    known.set(shape.name, statements);
    return statements;
  };
}
export type TableStatements = ReturnType<typeof tableStatements>;

/** What one table asks of a connection, each call inside the transaction of its caller. */
function tableStatements(database: Database, shape: TableShape) {
  const { name, key: keyField, unique = [], expires } = shape;
  const versionOf = database.statement<{ version: number }>(
    `select version from ${name} where key = ?`,
  );
  const add = database.statement(`insert into ${name} values (?, 1, ?)`);
  const replace = database.statement(
    `update ${name} set version = version + 1, document = ? where key = ?`,
  );
  const drop = database.statement(`delete from ${name} where key = ?`);

  /** The unique list whose values another row has. In a write no other process writes meanwhile. */
  function takenBy({ key, fields }: NewRow): string | undefined {
    const taken = unique.find((list) => {
      const values = list.flatMap((field) => fields[field] ?? []).map(bound);
      const conditions = [...equalTo(shape, list), "key <> ?"].join(" and ");
      const others = database.statement(`select 1 from ${name} where ${conditions}`);
      return values.length === list.length && others.get(...values, key) !== undefined;
    });
    return taken === undefined ? undefined : nameOfFields(taken);
  }

  function dropExpired(now: number): void {
    if (expires === undefined) return;
    const expired = `select key from ${name} where ${columnOf(shape, expires)} < ? limit ?`;
    database
      .statement(`delete from ${name} where key in (${expired})`)
      .run(now, maxExpiredPerInsert);
  }

  return {
    create(): void {
      for (const sql of definitionsOf(shape)) database.exec(sql);
    },
    find({ fields, values }: Pick<IndexRange, "fields" | "values">): StoredRow | null {
      const conditions = equalTo(shape, fields).join(" and ");
      const sql = `select version, document from ${name} where ${conditions}`;
      return database.statement<StoredRow>(sql).get(...values.map(bound)) ?? null;
    },
    page(range: IndexRange): StoredRow[] {
      const { sql, values } = pageQuery(shape, range);
      return database.statement<StoredRow>(sql).all(...values.map(bound));
    },
    insert(row: NewRow, now: number): Insertion {
      dropExpired(now);
      const taken = versionOf.get(row.key) === undefined ? takenBy(row) : keyField;
      if (taken !== undefined) return { outcome: "taken", by: taken };
      add.run(row.key, row.document);
      return { outcome: "stored" };
    },
    replaceIf(row: NewRow & { version: number }): Replacement {
      if (versionOf.get(row.key)?.version !== row.version) return { outcome: "changed" };
      const taken = takenBy(row);
      if (taken !== undefined) return { outcome: "taken", by: taken };
      replace.run(row.document, row.key);
      return { outcome: "stored" };
    },
    remove: ({ key }: { key: string }): boolean => drop.run(key) > 0,
  };
}

/** SQLite knows no booleans: in an index on JSON they are 1 and 0. */
function bound(value: IndexValue): string | number {
  return typeof value === "boolean" ? Number(value) : value;
}
