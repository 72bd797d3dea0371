import { blame, isOnProbation, type Probationer } from "../../steps/blame.ts";
import { lostStep } from "../../steps/lost-step.ts";
import type { Store } from "../../store.ts";
import type { RescuedJob } from "../../verbs/work-store.ts";
import type { Commit } from "../commit/commit.ts";
import { type JobRow, jobColumns } from "../commit/rows.ts";
import type { Move, WriteTransitions } from "../commit/transition-writer.ts";
import type { Database } from "../connection/database.ts";
import type { EndAttempts } from "./end-attempts.ts";

type Limits = Parameters<Store["rescueJobs"]>[0];

/** Takes jobs from workers whose lease has run out. */
export function createRescue(
  database: Database,
  writeTransitions: WriteTransitions,
  { endLate }: EndAttempts,
) {
  const expired = database.statement<JobRow>(
    `select ${jobColumns} from standings s cross join jobs j on j.no = s.job
     where s.state = 'running' and s.leaseUntil <= ? limit ?`,
  );
  const ofWorkers = database.statement<JobRow>(
    `select ${jobColumns} from standings s cross join jobs j on j.no = s.job
     where s.state = 'running' and s.workerId in (select value from json_each(?)) limit ?`,
  );
  const onProbation = database.statement<Probationer>(
    `select j.id, s.workerId, s.startedAt, s.leaseUntil
     from standings s indexed by standings_leased cross join jobs j on j.no = s.job
     where s.state = 'running' and s.crashes = ?`,
  );

  /** Returns who is to blame of those on probation; null where none of the lost is. */
  function judge(lost: JobRow[], now: number, maxCrashes: number) {
    if (!lost.some((row) => isOnProbation(row, maxCrashes))) return null;
    return blame(onProbation.all(maxCrashes - 1), now);
  }

  return function rescueJobs(
    commit: Commit,
    { limit, maxCrashes, workerIds }: Limits,
  ): RescuedJob[] {
    endLate(commit, limit, workerIds);
    const lost =
      workerIds === undefined
        ? expired.all(commit.now, limit)
        : ofWorkers.all(JSON.stringify(workerIds), limit);
    const now = workerIds === undefined ? commit.now : Number.POSITIVE_INFINITY;
    const verdict = judge(lost, now, maxCrashes);
    const moves = lost
      .filter(({ id }) => !verdict?.later.has(id))
      .map((row): Move => {
        const isSpared = isOnProbation(row, maxCrashes) && !verdict?.blamed.has(row.id);
        return { row, step: lostStep({ ...row, isSpared }, { at: commit.now, maxCrashes }) };
      });
    const standings = writeTransitions(commit, moves);
    return moves.map(({ row }, index) => ({
      id: row.id,
      state: standings[index]?.state ?? row.state,
      traceparent: row.traceparent,
    }));
  };
}
