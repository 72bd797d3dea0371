import type { SQLInputValue } from "node:sqlite";
import { leavesEnding } from "../../steps/ending.ts";
import type { Step } from "../../steps/step.ts";
import { after, type Standing } from "../../steps/transition.ts";
import { turnOf } from "../../steps/turn.ts";
import type { Database, Statement } from "../connection/database.ts";
import { type Commit, record, recordEnd } from "./commit.ts";
import { countMoves } from "./count-moves.ts";
import { createEndings } from "./endings.ts";
import { addStep } from "./made-steps.ts";
import { createOptionsWriter, optionsOf } from "./options-writer.ts";
import { type JobRow, type StandingRow, standingColumns } from "./rows.ts";
import { lineOf } from "./step-lines.ts";

/** A step to make of a job, as it was read in this commit. */
export type Move = {
  row: JobRow;
  step: Step<number>;
  /** What else changes beside what follows from the step. */
  set?: Partial<
    Pick<StandingRow, "workerId" | "leaseToken" | "leaseUntil" | "waitingFor" | "deletedPosition">
  > & { result?: string };
  /** reschedule: different jobs to wait for, which have not ended; `waitingFor` counts them. */
  waitsFor?: string[];
};

/** Steps that a row of `standings` carries at most; beyond, they move to `past_steps`. */
const maxStepsInRow = 128;

type Changes = Record<string, SQLInputValue>;
type Group = { changes: Changes; line: string; jobs: number[] };

/**
 * Writes steps: what they change in a job, the steps themselves, and which events follow. Jobs to
 * which the same happens share a statement.
 */
export function createTransitionWriter(database: Database) {
  const writeOptions = createOptionsWriter(database);
  const endings = createEndings(database);
  const updates = new Map<string, Statement<never>>();
  const waitFor = database.statement("insert into dependencies values (?, ?, null)");
  const dropDependencies = database.statement("delete from dependencies where job = ?");
  const unpark = database.statement(`update standings set parked = 0 where job = (
    select job from standings where state = 'queued' and parked = 1 and concurrencyKey = ?
    order by turn, job limit 1)`);
  const forgetParked = database.statement(
    "delete from parked_by_owner where owner = ? and turn = ? and job = ?",
  );
  const fileSteps = database.statement(
    "insert into past_steps select job, ?, base, steps from standings where job = ?",
  );
  const startAnew = database.statement(
    "update standings set base = ?, baseSeq = ?, steps = '' where job = ?",
  );

  /** Makes one step of each of some different jobs; returns where they stand afterwards. */
  function write(commit: Commit, moves: Move[]): Standing<number>[] {
    const groups = new Map<string, Group>();
    const standings = moves.map((move) => {
      const standing = after(move.row, move.step);
      addTo(groups, move, standing);
      return standing;
    });
    for (const group of groups.values()) update(group);
    moves.forEach((move, index) => {
      follow(commit, move, standings[index] ?? move.row);
    });
    countMoves(commit, moves, standings);
    return standings;
  }

  /** Writes what has changed and nothing else, so that only the indexes concerned are touched. */
  function addTo(groups: Map<string, Group>, { row, step, set }: Move, standing: Standing<number>) {
    const changes: Changes = { ...set };
    for (const column of standingColumns)
      if (standing[column] !== row[column]) changes[column] = standing[column];
    if (row.leaseToken !== null && standing.state !== "running")
      changes.workerId = changes.leaseToken = changes.leaseUntil = null;
    if (row.waitingFor > 0 && standing.state !== row.state) changes.waitingFor = 0;
    if (isOffered(row, step, standing) && endings.has(row.no)) changes.parked = 3;
    else if (row.parked !== 0) changes.parked = 0;
    if (standing.options !== row.options) {
      const { priority, queue } = optionsOf(standing);
      Object.assign(changes, { priority, queue });
    }
    const line = lineOf(step);
    const key = line + JSON.stringify(changes);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { changes, line, jobs: [row.no] });
    else known.jobs.push(row.no);
  }

  function update({ changes, line, jobs }: Group): void {
    const columns = Object.keys(changes);
    const key = columns.join(" ");
    const statement =
      updates.get(key) ??
      database.statement<never>(
        `update standings set ${columns.map((column) => `${column} = ?, `).join("")}steps = steps || ?
         where job in (select value from json_each(?))`,
      );
    updates.set(key, statement);
    statement.run(...Object.values(changes), line, JSON.stringify(jobs));
  }

  /** What follows from a step beyond its own row. */
  function follow(commit: Commit, { row, step, waitsFor }: Move, standing: Standing<number>): void {
    addStep(commit.made, { id: row.id, step, standing });
    record(commit, row.no, standing.seq, 1);
    if (standing.state !== row.state) recordEnd(commit, row.id, standing.state);
    if (row.waitingFor > 0 && standing.state !== row.state) dropDependencies.run(row.no);
    for (const target of waitsFor ?? []) waitFor.run(row.no, target);
    if (standing.options !== row.options) writeOptions(row, optionsOf(standing));
    if (leavesEnding(row, step)) endings.begin(commit, row);
    if (row.parked === 2) forgetParked.run(row.createdBy, turnOf(row), row.no);
    if (leavesRoom(row, step)) {
      if (row.concurrencyKey !== null) unpark.run(row.concurrencyKey);
      commit.freed.set(row.createdBy, (commit.freed.get(row.createdBy) ?? 0) + 1);
    }
    if (standing.seq - row.baseSeq >= maxStepsInRow) {
      fileSteps.run(standing.seq, row.no);
      startAnew.run(JSON.stringify(standing), standing.seq, row.no);
    }
  }
  return write;
}
export type WriteTransitions = ReturnType<typeof createTransitionWriter>;

/** A step after which workers are offered a job that did not run before. */
function isOffered(row: JobRow, { c }: Step<number>, { state }: Standing<number>): boolean {
  return state === "queued" && row.state !== "running" && c !== "progress";
}

/**
 * A job that stops running, or leaves the queue without a claim, lets the next one that is parked
 * for its concurrency key or its owner be offered. One that is cancelled does when nothing of it is
 * left.
 */
function leavesRoom(row: JobRow, { c }: Step<number>): boolean {
  if (c === "claim" || c === "progress" || c === "change") return false;
  return (row.state === "running" && c !== "cancel") || row.state === "queued";
}
