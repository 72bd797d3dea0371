import type { Database } from "../connection/database.ts";

/** Jobs per commit, so that a great clean-up comes in small portions. */
const portion = 50;

/** Removes deleted jobs, with all that belongs to them, once the bus has their last event. */
export function createPrune({ database }: { database: Database }): (relayed: number) => void {
  const deleted = database.statement<{ no: number }>(
    "select no from jobs where deletedPosition is not null and deletedPosition <= ? order by deletedPosition limit ?",
  );
  const removals = [
    ...["payloads", "events", "attempts", "log_lines"].map(
      (table) => `delete from ${table} where job = ?`,
    ),
    "delete from jobs where no = ?",
  ].map((sql) => database.statement(sql));

  return (relayed) => {
    for (const { no } of deleted.all(relayed, portion))
      for (const removal of removals) removal.run(no);
  };
}
