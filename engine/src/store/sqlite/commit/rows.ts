import type { SQLOutputValue } from "node:sqlite";
import type { RunKind } from "@formwork/contracts/run";
import type { Standing } from "../../steps/transition.ts";
import { rowMaker } from "../connection/row-maker.ts";

/** A row of `jobs`: what no step changes. Lists are JSON texts. */
export type FixedRow = {
  no: number;
  id: string;
  template: string;
  version: number;
  kind: RunKind;
  queue: string;
  priority: number;
  tags: string;
  maxAttempts: number;
  timeoutMs: number;
  createdBy: string;
  createdAt: number;
  scheduleId: string | null;
  rerunOf: string | null;
  dependsOn: string;
  onDependencyFailure: "cancel" | "run";
  onLost: "retry" | "never";
  concurrencyKey: string | null;
  concurrencyLimit: number | null;
  traceparent: string | null;
  summary: string;
};

/** A row of `standings`, but for the columns it repeats of `jobs` and its steps. */
export type StandingRow = Standing<number> & {
  workerId: string | null;
  leaseToken: string | null;
  leaseUntil: number | null;
  /** Dependencies that have not ended. */
  waitingFor: number;
  /**
   * Queued, but not offered to workers: 1, its concurrency key is used up; 2, its owner's limit; 3,
   * its cancelled attempt has not ended.
   */
  parked: number;
  /** Position of its event `job.deleted`. */
  deletedPosition: number | null;
  /** Number of the last step that lies in `past_steps`; 0 for none. */
  baseSeq: number;
};

/** What a move has to know of a job. */
export type JobRow = FixedRow & StandingRow;
/** A job as replies need it. */
export type WholeRow = FixedRow & Standing<number> & { payload: string; result: string | null };

export const fixedColumns = [
  "no",
  "id",
  "template",
  "version",
  "kind",
  "queue",
  "priority",
  "tags",
  "maxAttempts",
  "timeoutMs",
  "createdBy",
  "createdAt",
  "scheduleId",
  "rerunOf",
  "dependsOn",
  "onDependencyFailure",
  "onLost",
  "concurrencyKey",
  "concurrencyLimit",
  "traceparent",
  "summary",
] as const satisfies readonly (keyof FixedRow)[];

export const standingColumns = [
  "seq",
  "state",
  "attempt",
  "crashes",
  "failures",
  "run",
  "runAt",
  "startedAt",
  "startedBefore",
  "finishedAt",
  "dismissedAt",
  "progress",
  "error",
  "options",
  "errorGroup",
] as const satisfies readonly (keyof Standing<number>)[];

const heldColumns = [
  "workerId",
  "leaseToken",
  "leaseUntil",
  "waitingFor",
  "parked",
  "deletedPosition",
  "baseSeq",
] as const satisfies readonly (keyof StandingRow)[];

/** Columns of a `JobRow`, for a select over `jobs` (`j`) and `standings` (`s`). */
export const jobColumns = selected([...fixedColumns], [...standingColumns, ...heldColumns]);
/** Columns of a `WholeRow`. */
export const wholeColumns = selected([...fixedColumns, "payload"], [...standingColumns, "result"]);

const wholeRow = rowMaker([...fixedColumns, "payload", ...standingColumns, "result"]);
const fixedRow = rowMaker(fixedColumns);
const standingRow = rowMaker(standingColumns);
/** Values that a claim returns for one job. */
const valuesPerClaim = fixedColumns.length + 1 + standingColumns.length;

/** Names the values of a row selected by `wholeColumns`. */
export function wholeRowOf(values: readonly SQLOutputValue[]): WholeRow {
  return wholeRow(values) as WholeRow; // The schema makes it true.
}

/** A claimed job. */
type ClaimedRow = { fixed: FixedRow; payload: string; standing: Standing<number> };

/** Names the values of claimed jobs, which lie one behind the other. */
export function claimedRowsOf(values: readonly SQLOutputValue[]): ClaimedRow[] {
  return Array.from({ length: values.length / valuesPerClaim }, (_, index) => {
    const from = index * valuesPerClaim;
    return {
      fixed: fixedRow(values, from) as FixedRow, // As the claim wrote them.
      payload: String(values[from + fixedColumns.length]),
      standing: standingRow(values, from + fixedColumns.length + 1) as Standing<number>,
    };
  });
}

/** Names the first values of a row: those of `fixedColumns`. */
export function fixedRowOf(values: readonly SQLOutputValue[]): FixedRow {
  return fixedRow(values) as FixedRow; // The schema makes it true.
}

function selected(fixed: string[], standing: string[]): string {
  return [...fixed.map((name) => `j.${name}`), ...standing.map((name) => `s.${name}`)].join(", ");
}
