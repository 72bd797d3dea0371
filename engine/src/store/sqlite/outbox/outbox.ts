import type { SQLOutputValue } from "node:sqlite";
import type { AppliedStep } from "../../steps/transition.ts";
import type { OutboxRecord } from "../commit/commit.ts";

import type { Database } from "../connection/database.ts";
import type { ReadHistory } from "../jobs/history.ts";

/** Steps whose events the bus is not known to have, oldest first. */
export type UnrelayedSteps = {
  /** Position of the last event that is known to be on the bus. */
  relayed: number;
  /** The steps after it; `fixed` has the values of `fixedColumns` of their job. */
  steps: (AppliedStep<number> & { position: number; fixed: SQLOutputValue[] })[];
};

/** Reads the outbox from the file: after a start, and when more waits than is kept in memory. */
export function createOutbox(database: Database, history: ReadHistory) {
  const state = database.statement<{ head: number; relayed: number }>("select * from outbox_state");
  const rows = database.statement<{ position: number; entries: string }>(
    "select position, entries from outbox where position > ? order by position limit 1",
  );

  function readState() {
    return state.get() ?? { head: 0, relayed: 0 };
  }

  /** The next steps after what is known to be relayed: here, or to the caller (`after`). */
  function unrelayed({ limit, after }: { limit: number; after: number }): UnrelayedSteps {
    const relayed = Math.max(readState().relayed, after);
    const steps: UnrelayedSteps["steps"] = [];
    let at = relayed;
    while (steps.length < limit) {
      const row = rows.get(at);
      if (row === undefined) break;
      at = row.position;
      steps.push(...stepsOfCommit(row).filter(({ position }) => position > relayed));
    }
    return { relayed, steps: steps.slice(0, limit) };
  }

  function stepsOfCommit(row: { position: number; entries: string }): UnrelayedSteps["steps"] {
    const entries: OutboxRecord[] = JSON.parse(row.entries);
    let position = row.position - entries.reduce((sum, [, , count]) => sum + count, 0);
    return entries.flatMap(([no, seq, count]) => {
      const before = position;
      position += count;
      const job = history.ofNo(no, seq - count);
      return (job?.applied ?? [])
        .filter(({ standing }) => standing.seq > seq - count && standing.seq <= seq)
        .map((applied, index) => ({
          ...applied,
          position: before + index + 1,
          fixed: job?.fixed ?? [],
        }));
    });
  }
  return { readState, unrelayed };
}
