import type { SQLOutputValue } from "node:sqlite";
import type { KnownJob } from "../../verbs/job-store.ts";
import { fixedColumns, wholeColumns } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";

/** Looks up jobs by id. */
export function createReadJobs(database: Database) {
  const byId = database.statement(
    `select ${wholeColumns} from jobs j join standings s on s.job = j.no
     where j.id = ? and s.deletedPosition is null`,
  );
  const known = database.statement<KnownJob>(
    `select j.id, s.state, j.createdBy, j.template from jobs j join standings s on s.job = j.no
     where j.id in (select value from json_each(?)) and s.deletedPosition is null`,
  );
  const fixed = database.statement(
    `select ${fixedColumns.join(", ")} from jobs where id in (select value from json_each(?))`,
  );

  return {
    /** The values of `wholeColumns`, or null. */
    getJob: (id: string): SQLOutputValue[] | null => byId.values(id)[0] ?? null,
    knownJobs: (ids: string[]): KnownJob[] => known.all(JSON.stringify(ids)),
    /** The values of `fixedColumns` of some jobs, deleted ones included. */
    fixedParts: (ids: string[]): SQLOutputValue[][] => fixed.values(JSON.stringify(ids)),
  };
}
