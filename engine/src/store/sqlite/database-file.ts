import { existsSync } from "node:fs";
import { backup, DatabaseSync } from "node:sqlite";
import { keyIdIn, type StoreFacts } from "../store-facts.ts";
import { schema } from "./connection/schema.ts";

/** The newest schema that this version knows. */
export const newestSchema: number = schema.length;

/** What a database file holds: the version of its schema, and how many jobs. */
export type DatabaseFacts = { schema: number; jobs: number };

/** More than any database has. */
const allPages = 2 ** 31 - 1;

/**
 * Copies a database as it stands in one moment, also while another process writes to it: all that was
 * committed before the call is in the copy. Readers and writers go on meanwhile.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from);
  try {
    // In one step: one of several would begin anew with every commit of the other process.
    await backup(source, to, { rate: allPages });
  } finally {
    source.close();
  }
}

/** Looks at a database file, also while another process writes to it. */
export function lookAtSqlite(file: string): StoreFacts {
  if (!existsSync(file)) return { schema: null, newestSchema, keyId: null };
  const database = new DatabaseSync(file);
  try {
    const { version = null } =
      database.prepare("select max(version) as version from migrations").get() ?? {};
    const hasSettings = database.prepare("select 1 from sqlite_schema where name = 'settings'");
    const key =
      hasSettings.get() &&
      database.prepare("select document from settings where key = 'key'").get();
    const schema = version === null ? null : Number(version);
    return { schema, newestSchema, keyId: keyIdIn(key?.document) };
  } finally {
    database.close();
  }
}

/** Reads what a database file holds. Throws where it is no database, or damaged. */
export function readDatabaseFacts(file: string): DatabaseFacts {
  const database = new DatabaseSync(file);
  try {
    const first = (sql: string) => Number(Object.values(database.prepare(sql).get() ?? {})[0]);
    const found = String(Object.values(database.prepare("pragma quick_check(1)").get() ?? {})[0]);
    if (found !== "ok") throw new Error(`${file} is damaged: ${found}`);
    return {
      schema: first("select ifnull(max(version), 0) from migrations"),
      jobs: first("select count(*) from jobs"),
    };
  } finally {
    database.close();
  }
}
