import type { Store } from "../../store.ts";
import type { Commit } from "../commit/commit.ts";
import { type JobRow, jobColumns } from "../commit/rows.ts";
import type { WriteTransitions } from "../commit/transition-writer.ts";
import type { Database } from "../connection/database.ts";
import type { Dependencies } from "./dependencies.ts";
import { createUnparkFree } from "./unpark-free.ts";

type Staging = Parameters<Store["stageJobs"]>[0];

/** Queues jobs whose time has come. */
export function createStage(
  database: Database,
  dependencies: Dependencies,
  writeTransitions: WriteTransitions,
) {
  const due = database.statement<JobRow>(
    `select ${jobColumns} from standings s indexed by standings_due cross join jobs j on j.no = s.job
     where s.waitingFor = 0 and s.state in ('scheduled', 'retrying') and s.runAt <= ?
     order by s.runAt limit ?`,
  );

  const unparkFree = createUnparkFree(database);

  /** Returns how many jobs were moved: queued, or cancelled because of a dependency. */
  return function stageJobs(commit: Commit, { limit, perOwner = null }: Staging): number {
    unparkFree(commit, perOwner);
    const cancelled = dependencies.resolve(commit, limit);
    const rows = due.all(commit.now, limit);
    const step = { c: "due", at: commit.now } as const;
    writeTransitions(
      commit,
      rows.map((row) => ({ row, step })),
    );
    return cancelled + rows.length;
  };
}
