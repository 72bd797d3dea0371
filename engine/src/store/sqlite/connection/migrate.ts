import type { DatabaseSync } from "node:sqlite";
import { refuseNewerSchema, refuseSchema } from "../../schema-refusal.ts";
import { schema } from "./schema.ts";

/**
 * Brings a database to the newest schema. The version is read under the write lock, so that of
 * several processes only one does the work. Throws `SchemaRefusal` for a database of a newer
 * Formwork, or of one before the first schema that was released.
 */
export function migrate(sqlite: DatabaseSync): void {
  sqlite.exec("begin immediate");
  try {
    sqlite.exec(
      "create table if not exists migrations (version integer primary key, appliedAt integer not null) strict",
    );
    for (const [index, script] of newScripts(sqlite)) {
      sqlite.exec(script);
      sqlite.prepare("insert into migrations values (?, ?)").run(index + 1, Date.now());
    }
    sqlite.exec("commit");
  } catch (error) {
    if (sqlite.isTransaction) sqlite.exec("rollback");
    throw error;
  }
}

function newScripts(sqlite: DatabaseSync): [number, string][] {
  const applied = Number(
    sqlite.prepare("select ifnull(max(version), 0) as version from migrations").get()?.version,
  );
  if (applied > 0 && !hasTable(sqlite, "standings"))
    refuseSchema(
      "The database was made by a Formwork before its first release, whose layout is not read any more. Move the file away and start again.",
    );
  if (applied > schema.length) refuseNewerSchema(applied, schema.length);
  return [...schema.entries()].slice(applied);
}

function hasTable(sqlite: DatabaseSync, name: string): boolean {
  const found = sqlite.prepare("select 1 from sqlite_schema where type = 'table' and name = ?");
  return found.get(name) !== undefined;
}
