import { withExitCode } from "../../steps/ending.ts";
import { activeKey, type Commit, endingKey } from "../commit/commit.ts";
import { lineOf, stepsOf } from "../commit/step-lines.ts";
import type { Database } from "../connection/database.ts";

type Ending = {
  job: number;
  attempt: number;
  concurrencyKey: string | null;
  queue: string;
  owner: string;
};
type Ended = { id: string; token: string; exitCode: number | null };

/** Ends the wait for cancelled attempts of which nothing is left: what waited for them may start. */
export function createEndAttempts(database: Database) {
  const columns = "e.job, e.attempt, e.concurrencyKey, e.queue, e.owner";
  const byToken = database.statement<Ending>(
    `select ${columns} from jobs j cross join endings e on e.job = j.no where j.id = ? and e.token = ?`,
  );
  const late = database.statement<Ending>(
    `select ${columns} from endings e where e.until <= ? limit ?`,
  );
  const ofWorkers = database.statement<Ending>(
    `select ${columns} from json_each(?) w cross join endings e on e.workerId = w.value limit ?`,
  );
  const remove = database.statement("delete from endings where job = ?");
  const unparkKey = database.statement(`update standings set parked = 0 where job = (
    select job from standings where state = 'queued' and parked = 1 and concurrencyKey = ?
    order by turn, job limit 1)`);
  const offer = database.statement("update standings set parked = 0 where job = ? and parked = 3");
  const readSteps = database.statement<{ steps: string }>(
    "select steps from standings where job = ?",
  );
  const writeSteps = database.statement("update standings set steps = ? where job = ?");

  function end(commit: Commit, { job, concurrencyKey, queue, owner }: Ending): void {
    const { tallies, freed } = commit;
    const less = (key: string) => tallies.set(key, (tallies.get(key) ?? 0) - 1);
    remove.run(job);
    offer.run(job);
    less(endingKey(queue));
    less(activeKey(owner));
    freed.set(owner, (freed.get(owner) ?? 0) + 1);
    if (concurrencyKey !== null) unparkKey.run(concurrencyKey);
  }

  function endAttempt(commit: Commit, { id, token, exitCode }: Ended): boolean {
    const ending = byToken.get(id, token);
    if (ending === undefined) return false;
    end(commit, ending);
    const steps = withExitCode(stepsOf(readSteps.get(ending.job)?.steps ?? ""), exitCode);
    if (steps !== null) writeSteps.run(steps.map(lineOf).join(""), ending.job);
    return true;
  }

  /** Ends those whose time is over, or those of workers that are known to be gone. */
  function endLate(commit: Commit, limit: number, workerIds?: readonly string[]): void {
    const found =
      workerIds === undefined
        ? late.all(commit.now, limit)
        : ofWorkers.all(JSON.stringify(workerIds), limit);
    for (const ending of found) end(commit, ending);
  }

  /** The job and attempt that ends under a token; undefined where none does. */
  function find(id: string, token: string): { no: number; attempt: number } | undefined {
    const ending = byToken.get(id, token);
    return ending && { no: ending.job, attempt: ending.attempt };
  }
  return { endAttempt, endLate, find };
}
export type EndAttempts = ReturnType<typeof createEndAttempts>;
