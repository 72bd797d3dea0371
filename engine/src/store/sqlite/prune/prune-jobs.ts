import type { Store } from "../../store.ts";
import { isKeptLongEnough } from "../../verbs/keep-policy.ts";
import { type Commit, count } from "../commit/commit.ts";
import type { StandingRow } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";
import { createRemoveDeleted } from "./deleted-jobs.ts";
import { createRelayedBefore } from "./relayed-before.ts";
import { createRemoveJobs } from "./remove-jobs.ts";

type Wanted = Parameters<Store["pruneJobs"]>[0];
type Candidate = { no: number; id: string; template: string; queue: string } & Pick<
  StandingRow,
  "state" | "finishedAt" | "dismissedAt"
>;

/** States of a job that has not ended, as a list of SQL. */
const active = "('scheduled', 'queued', 'running', 'retrying')";

/**
 * Removes jobs that were kept for long enough. The writer makes one move of a job at a time, so a
 * retry comes before or after. A job with a long log is hidden at once, by a deletion that no event
 * precedes, and removed in portions.
 */
export function createPruneJobs(database: Database) {
  const candidates = database.statement<Candidate>(
    `select j.no, j.id, j.template, j.queue, s.state, s.finishedAt, s.dismissedAt
     from jobs j cross join standings s on s.job = j.no
     where j.id in (select value from json_each(?)) and s.deletedPosition is null`,
  );
  const awaiting = database.statement(
    "select 1 from dependencies where target = ? and outcome is null limit 1",
  );
  const rerunning = database.statement(
    `select 1 from jobs r cross join standings s on s.job = r.no
     where r.rerunOf = ? and s.state in ${active} and s.deletedPosition is null limit 1`,
  );
  const freeKey = database.statement("delete from idempotency_keys where job = ?");
  const hide = database.statement("update standings set deletedPosition = 0 where job = ?");
  const relayed = database.statement<{ relayed: number }>("select relayed from outbox_state");
  const relayedBefore = createRelayedBefore(database);
  const removeDeleted = createRemoveDeleted(database);
  const { removeLog, removeJob } = createRemoveJobs(database);

  /** Log lines of one job that are removed together with it. */
  const maxLines = 200;

  function isNeeded({ id }: Candidate): boolean {
    return awaiting.get(id) !== undefined || rerunning.get(id) !== undefined;
  }

  function remove(commit: Commit, job: Candidate): void {
    const { no, state } = job;
    freeKey.run(no);
    count(commit, job, state, -1);
    if (removeLog(no, maxLines).isDone) removeJob(no);
    else hide.run(no);
  }

  function pruneJobs(commit: Commit, { ids, policy }: Wanted): number {
    const before = relayedBefore(commit);
    const due = candidates
      .all(JSON.stringify(ids))
      .filter((job) => isKeptLongEnough(policy, job, commit.now))
      .filter(({ finishedAt, dismissedAt }) => Math.max(finishedAt ?? 0, dismissedAt ?? 0) < before)
      .filter((job) => !isNeeded(job));
    for (const job of due) remove(commit, job);
    return due.length;
  }

  return {
    pruneJobs,
    /** Removes the rest of hidden jobs, and of deleted ones; false while there is more. */
    pruneLeftovers: () => removeDeleted(relayed.get()?.relayed ?? 0),
  };
}
