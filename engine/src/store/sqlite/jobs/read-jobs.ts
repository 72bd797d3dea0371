import type { JobState } from "@formwork/contracts/states";
import type { Store } from "../../store.ts";
import { jobOf, type WholeRow } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";

type Reads = Pick<Store, "getJob" | "knownJobs" | "countJobs">;

/** Looks up jobs by id, and counts them. */
export function createReadJobs({ database }: { database: Database }): Reads {
  const byId = database.statement<WholeRow>(
    "select jobs.*, payload, result from jobs join payloads on job = no where id = ? and deletedPosition is null",
  );
  const known = database.statement<{ id: string }>(
    "select id from jobs where id in (select value from json_each(?)) and deletedPosition is null",
  );
  const counts = database.statement<{ template: string; state: JobState; count: number }>(
    "select * from counts where count > 0",
  );

  return {
    getJob: ({ id }) =>
      database.read(() => {
        const row = byId.get(id);
        return row === undefined ? null : jobOf(row);
      }),
    knownJobs: ({ ids }) =>
      database.read(() => known.all(JSON.stringify(ids)).map((row) => row.id)),
    countJobs: () => database.read(() => counts.all().map((row) => ({ ...row }))),
  };
}
