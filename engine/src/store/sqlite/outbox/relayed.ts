import type { Database } from "../connection/database.ts";
import { createRemoveDeleted } from "../prune/deleted-jobs.ts";

/** Writes up to which position the bus has confirmed events, and forgets what is not needed then. */
export function createRelayed(database: Database): (relayed: number) => void {
  const advance = database.statement(
    "update outbox_state set relayed = ?1 where relayed < ?1 and ?1 <= head",
  );
  const forget = database.statement("delete from outbox where position <= ?");
  const removeDeleted = createRemoveDeleted(database);

  return (relayed) => {
    if (advance.run(relayed) === 0) return;
    forget.run(relayed);
    removeDeleted(relayed);
  };
}
