import type { SQLOutputValue } from "node:sqlite";
import { isFinal } from "@formwork/contracts/states";
import { mayControl } from "../../may-control.ts";
import type { Step } from "../../step.ts";
import type { Store } from "../../store.ts";
import type { Commit } from "../commit/commit.ts";
import { type JobRow, jobColumns, wholeColumns } from "../commit/rows.ts";
import type { Move, WriteTransitions } from "../commit/transition-writer.ts";
import type { Database } from "../connection/database.ts";

type Wish = Parameters<Store["controlJob"]>[0];

/** What became of a wish; `job` has the values of `wholeColumns` afterwards. */
export type ControlAnswer =
  | { outcome: "moved" | "forbidden"; job: SQLOutputValue[] }
  | { outcome: "missing" };

/** A person's moves: cancel, retry, dismiss, and delete, which takes a job out of sight. */
export function createControl(database: Database, writeTransitions: WriteTransitions) {
  const byId = database.statement<JobRow>(
    `select ${jobColumns} from jobs j join standings s on s.job = j.no
     where j.id = ? and s.deletedPosition is null`,
  );
  const whole = database.statement(
    `select ${wholeColumns} from jobs j join standings s on s.job = j.no where j.no = ?`,
  );
  const freeKey = database.statement("delete from idempotency_keys where job = ?");

  function controlJob(commit: Commit, { id, cause, actor, traceparent }: Wish): ControlAnswer {
    return onJob(commit, id, (row) =>
      mayControl(row, cause)
        ? { row, step: { ...stepOf(cause, commit.now, traceparent), ...(actor && { actor }) } }
        : null,
    );
  }

  function deleteJob(commit: Commit, { id, traceparent }: Omit<Wish, "cause">): ControlAnswer {
    return onJob(commit, id, (row) => {
      if (!isFinal(row.state)) return null;
      freeKey.run(row.no);
      const set = { deletedPosition: commit.head + 1 };
      return { row, step: stepOf("delete", commit.now, traceparent), set };
    });
  }

  function onJob(commit: Commit, id: string, decide: (row: JobRow) => Move | null): ControlAnswer {
    const row = byId.get(id);
    if (row === undefined) return { outcome: "missing" };
    const move = decide(row);
    if (move !== null) writeTransitions(commit, [move]);
    const [job = []] = whole.values(row.no);
    return { outcome: move === null ? "forbidden" : "moved", job };
  }
  return { controlJob, deleteJob };
}

function stepOf(c: Step<number>["c"], at: number, trace: string | null): Step<number> {
  return trace === null ? { c, at } : { c, at, trace };
}
