import { mayControl } from "../../steps/may-control.ts";
import type { Commit } from "../commit/commit.ts";
import { type JobRow, jobColumns } from "../commit/rows.ts";
import type { WriteTransitions } from "../commit/transition-writer.ts";
import type { Database } from "../connection/database.ts";

/** Re-runs of re-runs that are followed; a longer chain is resolved in part. */
const maxChain = 100;

/**
 * Dismisses the dead letters that a re-run which succeeded stands for: the job that it runs again,
 * and where that is a re-run too, the one before. In the commit of the success, so it happens once.
 */
export function createResolveOrigins(database: Database, writeTransitions: WriteTransitions) {
  const byId = database.statement<JobRow>(
    `select ${jobColumns} from jobs j join standings s on s.job = j.no
     where j.id = ? and s.deletedPosition is null`,
  );
  return (commit: Commit, { id, rerunOf }: JobRow): void => {
    const step = { c: "dismiss", at: commit.now, rerun: id } as const;
    let origin = rerunOf;
    for (let length = 0; origin !== null && length < maxChain; length++) {
      const row = byId.get(origin);
      if (row !== undefined && mayControl(row, "dismiss"))
        writeTransitions(commit, [{ row, step }]);
      origin = row?.rerunOf ?? null;
    }
  };
}
export type ResolveOrigins = ReturnType<typeof createResolveOrigins>;
