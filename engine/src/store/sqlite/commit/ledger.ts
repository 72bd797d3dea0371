import type { JobEventType } from "@formwork/contracts/events/events";
import { type Cause, eventOfCause, isFinal, type JobState, next } from "@formwork/contracts/states";
import type { Database, Statement } from "../connection/database.ts";
import { movable } from "./columns.ts";
import { type Commit, count } from "./commit.ts";
import type { JobRow } from "./rows.ts";
import { type Step, stepTo } from "./steps.ts";

export type Move = {
  cause: Cause;
  changes?: Partial<JobRow>;
  /** Trace of the request that asked for it; the job's own otherwise. */
  traceparent?: string | null;
};

/** Writes moves: a job's new row and the event that tells of it, always together. */
export function createLedger(database: Database) {
  const insertEvents = database.statement("insert into events values (?, ?, ?, ?)");
  const forgetDependencies = database.statement("delete from dependencies where job = ?");
  const unpark = database.statement(`update jobs set parked = 0 where no = (
    select no from jobs where state = 'queued' and parked = 1 and concurrencyKey = ? order by priority desc, runAt, id limit 1)`);

  const places = new Map(movable.map((column, place) => [column, place]));
  const updates = new Map<number, Statement<never>>();

  /** Moves a job; answers its row afterwards. */
  function move(
    commit: Commit,
    row: JobRow,
    { cause, changes = {}, traceparent = null }: Move,
  ): JobRow {
    const after: JobRow = {
      ...row,
      ...tidied(commit, row, stateAfter(row, cause)),
      ...changes,
      seq: row.seq + 1,
    };
    save(row, after);
    append(commit, after, [stepTo(after, eventOfCause[cause], commit.now, traceparent)]);
    count(commit, row.template, row.state, -1);
    count(commit, row.template, after.state, 1);
    if (row.waitingFor > 0) forgetDependencies.run(row.no);
    if (isFinal(after.state)) commit.ended.set(row.id, after.state);
    if (cause !== "claim" && hadRoom(row)) unpark.run(row.concurrencyKey);
    return after;
  }

  /** Writes what has changed and nothing else, so that only the indexes concerned are touched. */
  function save(before: JobRow, after: JobRow): void {
    const changed = movable.filter((column) => after[column] !== before[column]);
    updateOf(changed).run(...changed.map((column) => after[column]), before.no);
  }

  /**
   * The statement that writes some columns, found by the bits of their places: to put its text
   * together each time would cost more.
   */
  function updateOf(columns: (typeof movable)[number][]): Statement<never> {
    const key = columns.reduce((bits, column) => bits | (1 << (places.get(column) ?? 0)), 0);
    const known =
      updates.get(key) ??
      database.statement(`update jobs set ${columns.join(" = ?, ")} = ? where no = ?`);
    updates.set(key, known);
    return known;
  }

  /** Appends the steps that one write made of a job. */
  function append(commit: Commit, { no, seq }: Pick<JobRow, "no" | "seq">, steps: Step[]): void {
    commit.head += steps.length;
    insertEvents.run(commit.head, no, seq, JSON.stringify(steps));
  }

  /** Appends a single step that is no move. */
  function tell(
    commit: Commit,
    row: JobRow,
    type: JobEventType,
    traceparent: string | null = null,
  ): void {
    append(commit, row, [stepTo(row, type, commit.now, traceparent)]);
  }
  return { move, append, tell };
}
export type Ledger = ReturnType<typeof createLedger>;

function stateAfter(row: JobRow, cause: Cause): JobState {
  const state = next(row.state, cause);
  if (state === undefined)
    throw new Error(`Job ${row.id} is ${row.state}: "${cause}" is no move of it`);
  return state;
}

/**
 * What follows from a state alone: only running jobs have a lease, only ended ones an end; nothing
 * waits or is parked that has moved on.
 */
function tidied(commit: Commit, row: JobRow, state: JobState): Partial<JobRow> {
  const lease = state === "running" ? {} : { workerId: null, leaseToken: null, leaseUntil: null };
  return {
    ...lease,
    state,
    finishedAt: isFinal(state) ? (row.finishedAt ?? commit.now) : null,
    waitingFor: 0,
    parked: 0,
  };
}

/**
 * A job that leaves work, or the queue unclaimed, leaves its room to the next one parked under its
 * concurrency key.
 */
function hadRoom(row: JobRow): boolean {
  return row.concurrencyKey !== null && (row.state === "running" || row.state === "queued");
}
