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

/**
 * Columns in which new rows differ; the others have their defaults, and the number is given by
 * SQLite.
 */
export const insertable = [
  ...fixed,
  "kind",
  "timeoutMs",
  "onDependencyFailure",
  "onLost",
  "concurrencyKey",
  "concurrencyLimit",
  "state",
  "runAt",
  "seq",
  "waitingFor",
] as const satisfies readonly (keyof JobRow)[];
