import type { Database } from "../connection/database.ts";

/** Makes the function that counts what holds a concurrency key: attempts that run, or still end. */
export function createCountAtWork(database: Database): (key: string) => number {
  const atWork = database.statement<{ count: number }>(
    `select (select count(*) from standings where state = 'running' and concurrencyKey = ?1)
       + (select count(*) from endings where concurrencyKey = ?1) as count`,
  );
  return (key) => atWork.get(key)?.count ?? 0;
}
