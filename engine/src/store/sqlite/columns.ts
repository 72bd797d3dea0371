import type { JobRow } from "./rows.ts";

/** Columns that the events of a job do not repeat. */
export const fixed = [
  "id",
  "template",
  "version",
  "queue",
  "priority",
  "tags",
  "maxAttempts",
  "createdBy",
  "createdAt",
  "scheduleId",
  "rerunOf",
  "dependsOn",
  "traceparent",
] as const satisfies readonly (keyof JobRow)[];

/** Columns that a move may change. */
export const movable = [
  "state",
  "runAt",
  "startedAt",
  "finishedAt",
  "dismissedAt",
  "attempt",
  "crashes",
  "failures",
  "run",
  "seq",
  "progress",
  "error",
  "workerId",
  "leaseToken",
  "leaseUntil",
  "waitingFor",
  "parked",
  "deletedPosition",
] as const satisfies readonly (keyof JobRow)[];

/** Columns of a new row; its number is given by SQLite. */
export const insertable = [
  ...fixed,
  "kind",
  "timeoutMs",
  "onDependencyFailure",
  "onLost",
  "concurrencyKey",
  "concurrencyLimit",
  ...movable,
] as const satisfies readonly (keyof JobRow)[];
