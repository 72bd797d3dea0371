import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import { restoreOptions } from "../../steps/job-options.ts";
import { type AppliedStep, initialStanding, replay } from "../../steps/transition.ts";
import { fixedColumns } from "../commit/rows.ts";
import { stepsOf } from "../commit/step-lines.ts";
import type { Database, Statement } from "../connection/database.ts";

/** What a job has been through: the values of `fixedColumns`, and its steps in order. */
export type History = { fixed: SQLOutputValue[]; applied: AppliedStep<number>[] };

type Chunk = { base: string | null; steps: string };

/** Reads what jobs have been through. */
export function createHistory(database: Database) {
  const fixed = fixedColumns.map((name) => `j.${name}`).join(", ");
  const current = `select s.base, s.steps, s.baseSeq, ${fixed}
    from jobs j join standings s on s.job = j.no`;
  const byId = database.statement(`${current} where j.id = ? and s.deletedPosition is null`);
  const byNo = database.statement(`${current} where j.no = ?`);
  const past = database.statement<Chunk>(
    "select base, steps from past_steps where job = ? and seq > ? order by seq",
  );

  function read(statement: Statement<never>, key: SQLInputValue, after: number): History | null {
    const [row] = statement.values(key);
    if (row === undefined) return null;
    const [base, steps, baseSeq, ...values] = row;
    const [no, , , , , , , , , , , createdAt] = values;
    const older = Number(baseSeq) > after ? past.all(Number(no), after) : [];
    const chunks = [...older, { base: base === null ? null : String(base), steps: String(steps) }];
    const applied = chunks.flatMap((chunk) => replayed(chunk, Number(createdAt)));
    return { fixed: values, applied: restoreOptions(applied) };
  }
  return {
    /** Steps of the job with this id from the chunk on that holds the one after `after`. */
    ofId: (id: string, after: number) => read(byId, id, after),
    /** The same for a job's number, also where the job was deleted. */
    ofNo: (no: number, after: number) => read(byNo, no, after),
  };
}
export type ReadHistory = ReturnType<typeof createHistory>;

function replayed({ base, steps }: Chunk, createdAt: number): AppliedStep<number>[] {
  return replay(
    base === null
      ? initialStanding(createdAt)
      : { options: null, errorGroup: null, ...JSON.parse(base) },
    stepsOf(steps),
  );
}
