import type { SQLOutputValue } from "node:sqlite";
import { isFinal } from "@formwork/contracts/states";
import type { UnmetTarget } from "../../steps/decide-retry.ts";
import { decideChange, type WaitingJob } from "../../steps/job-options.ts";
import { mayControl } from "../../steps/may-control.ts";
import type { Step } from "../../steps/step.ts";
import { targetsFirst } from "../../steps/targets-first.ts";
import type { Store } from "../../store.ts";
import type { ManyResult } from "../../verbs/job-store.ts";
import type { Commit } from "../commit/commit.ts";
import { createEndings } from "../commit/endings.ts";
import { type JobRow, jobColumns, wholeColumns } from "../commit/rows.ts";
import type { Move, WriteTransitions } from "../commit/transition-writer.ts";
import type { Database } from "../connection/database.ts";
import { createRetries } from "./retries.ts";

type Change = Parameters<Store["changeJob"]>[0];
type Wish = Parameters<Store["controlJob"]>[0];
type ManyWish = Parameters<Store["controlJobs"]>[0];

/** What became of a wish; `job` has the values of `wholeColumns` afterwards. */
export type ControlAnswer =
  | { outcome: "moved" | "forbidden"; job: SQLOutputValue[]; unmet?: UnmetTarget }
  | { outcome: "missing" };
/** What became of a change. */
export type ChangeAnswer =
  | ControlAnswer
  | { outcome: "unchanged"; job: SQLOutputValue[] }
  | { outcome: "unexpected"; job: SQLOutputValue[] };

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
  const decideRetry = createRetries(database);
  const freeKey = database.statement("delete from idempotency_keys where job = ?");

  function controlJob(commit: Commit, { id, ...wish }: Wish): ControlAnswer {
    return onJob<"forbidden">(commit, id, (row) => decideControl(commit, row, wish));
  }

  function controlJobs(commit: Commit, { ids, ...wish }: ManyWish): ManyResult[] {
    const begun = new Set<string>();
    return onJobs(commit, ids, (row) => decideControl(commit, row, { ...wish, begun }));
  }

  /** Returns the step of a person's move, where the job may take it. */
  function decideControl(
    commit: Commit,
    row: JobRow,
    { cause, actor, traceparent, begun = new Set() }: Omit<Wish, "id"> & { begun?: Set<string> },
  ): Move | "forbidden" | UnmetTarget {
    if (!mayControl(row, cause)) return "forbidden";
    const step = { ...stepOf(cause, commit.now, traceparent), ...(actor && { actor }) };
    if (cause !== "retry") return { row, step };
    const decided = decideRetry(commit, row, { step, begun });
    if ("row" in decided) begun.add(row.id);
    return decided;
  }

  function changeJob(
    commit: Commit,
    { id, change, expectedSeq, actor, traceparent }: Change,
  ): ChangeAnswer {
    return onJob<"forbidden" | "unchanged" | "unexpected">(commit, id, (row) => {
      if (row.seq !== (expectedSeq ?? row.seq)) return "unexpected";
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

  function onJob<Refusal extends "forbidden" | "unchanged" | "unexpected">(
    commit: Commit,
    id: string,
    decide: (row: JobRow) => Move | Refusal | UnmetTarget,
  ):
    | { outcome: "missing" }
    | { outcome: "moved" | "forbidden" | Refusal; job: SQLOutputValue[]; unmet?: UnmetTarget } {
    const row = byId.get(id);
    if (row === undefined) return { outcome: "missing" };
    const decided = decide(row);
    const isMove = typeof decided !== "string" && "row" in decided;
    if (isMove) writeTransitions(commit, [decided]);
    const [job = []] = whole.values(row.no);
    if (isMove) return { outcome: "moved", job };
    return typeof decided === "string"
      ? { outcome: decided, job }
      : { outcome: "forbidden", job, unmet: decided };
  }

  /**
   * Moves those of the jobs that may be moved, with a statement for all that change alike. It decides
   * about a job after those that it depends on.
   */
  function onJobs(
    commit: Commit,
    ids: string[],
    decide: (row: JobRow) => Move | "forbidden" | UnmetTarget,
  ): ManyResult[] {
    const rows = new Map(ids.map((id) => [id, byId.get(id)]));
    const moves: Move[] = [];
    const outcomes = new Map<string, ManyResult>();
    for (const id of targetsFirst(ids, (one) => targetsOf(rows.get(one)))) {
      const row = rows.get(id);
      const decided = row && decide(row);
      if (row === undefined) outcomes.set(id, { id, outcome: "missing" });
      else if (typeof decided === "object" && "row" in decided) {
        moves.push(decided);
        outcomes.set(id, { id, outcome: "moved" });
      } else outcomes.set(id, { id, outcome: "forbidden", state: row.state });
    }
    writeTransitions(commit, moves);
    return ids.flatMap((id) => outcomes.get(id) ?? []);
  }
  return { controlJob, controlJobs, changeJob, deleteJob, deleteJobs };
}

function targetsOf(row: JobRow | undefined): string[] {
  return row === undefined || row.dependsOn === "[]" ? [] : JSON.parse(row.dependsOn);
}

function waitingOf({ state, runAt, waitingFor, priority, queue, tags }: JobRow): WaitingJob {
  const options = { priority, queue, tags: JSON.parse(tags) };
  return { state, runAt, isHeld: waitingFor > 0, options };
}

function stepOf(c: Step<number>["c"], at: number, trace: string | null): Step<number> {
  return trace === null ? { c, at } : { c, at, trace };
}
