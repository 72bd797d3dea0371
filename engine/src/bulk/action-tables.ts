import type { Principal } from "@formwork/contracts/account";
import type { ActionEvent } from "@formwork/contracts/events/events";
import type { JobAction } from "@formwork/contracts/job-action";
import { type Announced, unsentIndex } from "../announcements/unsent-events.ts";
import type { JobQuery } from "../jobs/job-query.ts";
import { table } from "../store/table.ts";

/**
 * A job whose turn has come. `seq` is at most that of its last event then; null where no job had the
 * id, or none that who made the action may move: it is left alone. `seen` is true for one that may be
 * seen and not run.
 */
export type Target = { id: string; seq: number | null; seen?: true };

/** An action as stored. Times are milliseconds since 1970. */
export type ActionRow = Pick<
  JobAction,
  | "id"
  | "action"
  | "state"
  | "total"
  | "done"
  | "failed"
  | "reasons"
  | "perMinute"
  | "filter"
  | "createdBy"
  | "stoppedBy"
  | "error"
> &
  Announced<ActionEvent> & {
    /** What its kind has to know beside the job. */
    options: Record<string, unknown>;
    /** The jobs to move, in order of creation; null where they are listed in `targetsTable`. */
    query: JobQuery | null;
    /** Where the next portion begins: a cursor of the list, or the number of a row; null at the end. */
    cursor: string | null;
    /** Jobs that were taken from the list, and are not known to be moved or refused. */
    inHand: Target[];
    /** Who made it and the idempotency key of the request; null without a key. */
    requestKey: string | null;
    /** Hash of that request's body. */
    requestHash: string | null;
    /** The caller who made it, in whose name jobs are moved. */
    principal: Principal;
    /**
     * The trace of its moves, which no other call has. A process that takes the action over finds by
     * it which jobs in hand were moved.
     */
    traceparent: string;
    /** Names the process that has the jobs in hand; every write of that process compares it. */
    token: string | null;
    /** When the next portion is due, or the lease of `token` ends; null once the action has ended. */
    dueAt: number | null;
    /** Portions in a row that were not finished. */
    faults: number;
    announcedAt: number;
    createdAt: number;
    finishedAt: number | null;
    expiresAt: number | null;
  };

export const actionsTable = table<ActionRow>({
  name: "job_actions",
  key: "id",
  unique: [["requestKey"]],
  indexes: [["dueAt"], ["createdBy"], unsentIndex],
  expires: "expiresAt",
});

/** Ids of an action, as many as one portion moves: a row stays small, however long the list is. */
export type TargetsRow = { id: string; ids: string[]; expiresAt: number };

export const targetsTable = table<TargetsRow>({
  name: "job_action_targets",
  key: "id",
  expires: "expiresAt",
});

/** Returns the key of the row with the ids of a portion, which count from 0. */
export function targetsKey(action: string, portion: number): string {
  return `${action}:${portion}`;
}

/** How long an action is kept after its end. */
export const keptMs = 7 * 86_400_000;
/** How long a list of ids is kept: longer than the slowest action takes, at one job per minute. */
export const targetsKeptMs = 30 * 86_400_000;
