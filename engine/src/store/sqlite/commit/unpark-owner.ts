import type { Database } from "../connection/database.ts";

/** Makes the function that offers the next `count` parked jobs of an owner to workers again. */
export function createUnparkOwner(database: Database): (owner: string, count: number) => number {
  const next = database.statement<{ turn: number; job: number }>(
    "select turn, job from parked_by_owner where owner = ? order by turn, job limit ?",
  );
  const forget = database.statement(
    "delete from parked_by_owner where owner = ? and turn = ? and job = ?",
  );
  const offer = database.statement("update standings set parked = 0 where job = ?");

  return (owner, count) => {
    const found = next.all(owner, count);
    for (const { turn, job } of found) {
      forget.run(owner, turn, job);
      offer.run(job);
    }
    return found.length;
  };
}
