import type { DatabaseSync } from "node:sqlite";
import { fail } from "../../../errors.ts";
import type { Clock } from "../../../runtime/clock.ts";
import { schema } from "./schema.ts";

/**
 * Brings a database to the newest schema. The version is read under the write lock, so that of
 * several processes only one does the work.
 */
export function migrate(sqlite: DatabaseSync, clock: Clock): void {
  sqlite.exec("begin immediate");
  try {
    sqlite.exec(
      "create table if not exists migrations (version integer primary key, appliedAt integer not null) strict",
    );
    for (const [index, script] of newScripts(sqlite)) {
      sqlite.exec(script);
      sqlite.prepare("insert into migrations values (?, ?)").run(index + 1, clock.now());
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
  if (applied > schema.length) {
    fail(
      "unavailable",
      `The database has schema ${applied}; this Formwork knows ${schema.length}. Start the newer one.`,
    );
  }
  return [...schema.entries()].slice(applied);
}
