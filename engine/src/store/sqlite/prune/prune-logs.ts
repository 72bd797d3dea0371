import type { JobState } from "@formwork/contracts/states";
import type { Store } from "../../store.ts";
import { hasEndedFor } from "../../verbs/keep-policy.ts";
import type { Commit } from "../commit/commit.ts";
import type { Database } from "../connection/database.ts";
import { createRemoveJobs, maxLinesPerCommit } from "./remove-jobs.ts";

type Wanted = Parameters<Store["pruneLogs"]>[0];
type Pruned = Awaited<ReturnType<Store["pruneLogs"]>>;
type Candidate = { no: number; id: string; state: JobState; finishedAt: number | null };

/** Removes logs of jobs that ended long enough ago, and notes in each job that it did. */
export function createPruneLogs(database: Database) {
  const candidates = database.statement<Candidate>(
    `select j.no, j.id, s.state, s.finishedAt from jobs j cross join standings s on s.job = j.no
     where j.id in (select value from json_each(?)) and s.deletedPosition is null`,
  );
  const lastLine = database.statement<{ offset: number | null }>(
    "select max(offset) as offset from log_lines where job = ?",
  );
  const note = database.statement(
    "update jobs set logRemovedAt = ?, logRemovedTo = ? where no = ?",
  );
  const { removeLog } = createRemoveJobs(database);

  return ({ now }: Commit, { ids, keepMs }: Wanted): Pruned => {
    const rest: string[] = [];
    let lines = maxLinesPerCommit;
    let removed = 0;
    for (const job of candidates.all(JSON.stringify(ids))) {
      if (!hasEndedFor(keepMs, job, now)) continue;
      const { no, id } = job;
      const last = lastLine.get(no)?.offset ?? null;
      if (last === null) continue;
      note.run(now, last, no);
      const log = removeLog(no, lines);
      lines -= log.removed;
      if (log.isDone) removed++;
      else rest.push(id);
    }
    return { removed, rest };
  };
}
