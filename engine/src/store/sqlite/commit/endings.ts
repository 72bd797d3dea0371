import { endingUntil } from "../../steps/ending.ts";
import type { Database } from "../connection/database.ts";
import type { Commit } from "./commit.ts";
import type { JobRow } from "./rows.ts";

/**
 * Attempts that were cancelled while they ran. Until their worker says that nothing of them is left,
 * or could not be left, they count in every limit, and their job does not start again.
 */
export function createEndings(database: Database) {
  const insert = database.statement(
    "insert or replace into endings values (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const any = database.statement("select 1 from endings where job = ?");

  function begin({ now }: Commit, row: JobRow): void {
    const { no, leaseToken, attempt, workerId, concurrencyKey, queue, createdBy } = row;
    const until = endingUntil(now, row.leaseUntil ?? now);
    insert.run(no, leaseToken, attempt, workerId, until, concurrencyKey, queue, createdBy);
  }
  return { begin, has: (job: number) => any.get(job) !== undefined };
}
