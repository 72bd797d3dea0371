import type { JobState } from "@formwork/contracts/states";
import { lostStep } from "../../steps/lost-step.ts";
import type { Store } from "../../store.ts";
import type { Commit } from "../commit/commit.ts";
import { type JobRow, jobColumns } from "../commit/rows.ts";
import type { Move, WriteTransitions } from "../commit/transition-writer.ts";
import type { Database } from "../connection/database.ts";

type Limits = Parameters<Store["rescueJobs"]>[0];

/** Takes jobs from workers whose lease has run out. */
export function createRescue(database: Database, writeTransitions: WriteTransitions) {
  const expired = database.statement<JobRow>(
    `select ${jobColumns} from standings s cross join jobs j on j.no = s.job
     where s.state = 'running' and s.leaseUntil <= ? limit ?`,
  );

  return function rescueJobs(
    commit: Commit,
    { limit, maxCrashes }: Limits,
  ): { id: string; state: JobState }[] {
    const moves = expired.all(commit.now, limit).map((row): Move => {
      return { row, step: lostStep(row, { at: commit.now, maxCrashes }) };
    });
    const standings = writeTransitions(commit, moves);
    return moves.map(({ row }, index) => ({
      id: row.id,
      state: standings[index]?.state ?? row.state,
    }));
  };
}
