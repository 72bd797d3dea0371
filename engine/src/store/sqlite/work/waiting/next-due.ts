import type { Database } from "../../connection/database.ts";

/**
 * Makes the function that returns when the next job is due to be staged; 0, which is past, while a
 * dependency has ended and staging has not drawn the consequence.
 */
export function createNextDue(database: Database): () => number | null {
  const next = database.statement<{ at: number | null }>(`select iif(
    exists (select 1 from dependencies where outcome is not null), 0,
    (select min(runAt) from standings
     where waitingFor = 0 and state in ('scheduled', 'retrying'))) as at`);
  return () => next.get()?.at ?? null;
}
