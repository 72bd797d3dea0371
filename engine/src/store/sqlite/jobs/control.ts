import type { SQLOutputValue } from "node:sqlite";
import { isFinal } from "@formwork/contracts/states";
import type { ManyResult } from "../../job-store.ts";
import { decideChange, type WaitingJob } from "../../steps/job-options.ts";
import { mayControl } from "../../steps/may-control.ts";
import type { Step } from "../../steps/step.ts";
import type { Store } from "../../store.ts";
import type { Commit } from "../commit/commit.ts";
import { createEndings } from "../commit/endings.ts";
import { type JobRow, jobColumns, wholeColumns } from "../commit/rows.ts";
import type { Move, WriteTransitions } from "../commit/transition-writer.ts";
import type { Database } from "../connection/database.ts";

type Change = Parameters<Store["changeJob"]>[0];
type Wish = Parameters<Store["controlJob"]>[0];
type ManyWish = Parameters<Store["controlJobs"]>[0];

/** What became of a wish; `job` has the values of `wholeColumns` afterwards. */
export type ControlAnswer =
  | { outcome: "moved" | "forbidden"; job: SQLOutputValue[] }
  | { outcome: "missing" };
/** What became of a change. */
export type ChangeAnswer = ControlAnswer | { outcome: "unchanged"; job: SQLOutputValue[] };

/** A person's moves: cancel, retry, dismiss, change, and delete, which takes a job out of sight. */
export function createControl(database: Database, writeTransitions: WriteTransitions) {
  const byId = database.statement<JobRow>(
    `select ${jobColumns} from jobs j join standings s on s.job = j.no
     where j.id = ? and s.deletedPosition is null`,
  );
  const whole = database.statement(
    `select ${wholeColumns} from jobs j join standings s on s.job = j.no where j.no = ?`,
  );
  const endings = createEndings(database);
  const freeKey = database.statement("delete from idempotency_keys where job = ?");

  function controlJob(commit: Commit, { id, ...wish }: Wish): ControlAnswer {
    return onJob<"forbidden">(commit, id, (row) => decideControl(commit, row, wish));
  }

  function controlJobs(commit: Commit, { ids, ...wish }: ManyWish): ManyResult[] {
    return onJobs(commit, ids, (row) => decideControl(commit, row, wish));
  }

  function changeJob(commit: Commit, { id, change, actor, traceparent }: Change): ChangeAnswer {
    return onJob<"forbidden" | "unchanged">(commit, id, (row) => {
      const decided = decideChange(waitingOf(row), change, commit.now);
      if (typeof decided === "string") return decided;
      const { cause, runAt, ...options } = decided;
      const due = runAt === row.runAt ? {} : { due: runAt };
      const step = { ...stepOf(cause, commit.now, traceparent), ...due, ...options };
      return { row, step: { ...step, ...(actor && { actor }) } };
    });
  }

  function deleteJob(commit: Commit, { id, traceparent }: Omit<Wish, "cause">): ControlAnswer {
    return onJob<"forbidden">(commit, id, (row) => decideDelete(commit, row, traceparent));
  }

  /** One by one, since each takes the position of the last event before it. */
  function deleteJobs(commit: Commit, { ids, traceparent }: Omit<ManyWish, "cause">): ManyResult[] {
    return ids.flatMap((id) =>
      onJobs(commit, [id], (row) => decideDelete(commit, row, traceparent)),
    );
  }

  function decideDelete(commit: Commit, row: JobRow, traceparent: string | null) {
    if (!isFinal(row.state)) return "forbidden";
    if (row.kind !== "remote" && endings.has(row.no)) return "forbidden";
    freeKey.run(row.no);
    const set = { deletedPosition: commit.head + 1 };
    return { row, step: stepOf("delete", commit.now, traceparent), set };
  }

  function onJob<Refusal extends "forbidden" | "unchanged">(
    commit: Commit,
    id: string,
    decide: (row: JobRow) => Move | Refusal,
  ): { outcome: "missing" } | { outcome: "moved" | Refusal; job: SQLOutputValue[] } {
    const row = byId.get(id);
    if (row === undefined) return { outcome: "missing" };
    const decided = decide(row);
    if (typeof decided !== "string") writeTransitions(commit, [decided]);
    const [job = []] = whole.values(row.no);
    return { outcome: typeof decided === "string" ? decided : "moved", job };
  }

  /** Moves those of the jobs that may be moved, with a statement for all that change alike. */
  function onJobs(
    commit: Commit,
    ids: string[],
    decide: (row: JobRow) => Move | "forbidden",
  ): ManyResult[] {
    const moves: Move[] = [];
    const outcomes = ids.map((id): ManyResult => {
      const row = byId.get(id);
      if (row === undefined) return { id, outcome: "missing" };
      const decided = decide(row);
      if (decided === "forbidden") return { id, outcome: decided, state: row.state };
      moves.push(decided);
      return { id, outcome: "moved" };
    });
    writeTransitions(commit, moves);
    return outcomes;
  }
  return { controlJob, controlJobs, changeJob, deleteJob, deleteJobs };
}

/** Returns the step of a person's move, where the state of the job allows it. */
function decideControl(
  { now }: Commit,
  row: JobRow,
  { cause, actor, traceparent }: Omit<Wish, "id">,
): Move | "forbidden" {
  if (!mayControl(row, cause)) return "forbidden";
  return { row, step: { ...stepOf(cause, now, traceparent), ...(actor && { actor }) } };
}

function waitingOf({ state, runAt, waitingFor, priority, queue, tags }: JobRow): WaitingJob {
  const options = { priority, queue, tags: JSON.parse(tags) };
  return { state, runAt, isHeld: waitingFor > 0, options };
}

function stepOf(c: Step<number>["c"], at: number, trace: string | null): Step<number> {
  return trace === null ? { c, at } : { c, at, trace };
}
