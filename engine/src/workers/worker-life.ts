import { type HeldJob, maxListedJobs, type Worker } from "@formwork/contracts/worker";
import { heldEvents } from "../announcements/unsent-events.ts";
import { keptMs, silentAfterMs, type WorkerFacts, type WorkerRow } from "./worker-table.ts";

/** What a worker reports: what it is, what it runs, and whether its process is ending. */
export type Heartbeat = {
  worker: WorkerFacts;
  /** Jobs that it runs; the first ones are stored, and the number of all. */
  jobs: readonly HeldJob[];
  isStopping: boolean;
};

/** Later than any start of a worker, and far from the largest number that is exact. */
const afterAllStarts = 1e15;

/** Returns the row of a worker that reports itself for the first time. */
export function firstHeartbeat(heartbeat: Heartbeat, now: number): WorkerRow {
  return alive({ ...heartbeat.worker, startedAt: now, drain: null }, heartbeat, now);
}

/** Returns the row after another heartbeat. One that had ended by itself has been started anew. */
export function nextHeartbeat(row: WorkerRow, heartbeat: Heartbeat, now: number): WorkerRow {
  return { ...livedOn(row, heartbeat, now), ...heldEvents(row) };
}

function livedOn(row: WorkerRow, heartbeat: Heartbeat, now: number): WorkerRow {
  if (row.end === "stopped") return firstHeartbeat(heartbeat, now);
  const { startedAt, drain } = row;
  const seen = drain === null ? null : { ...drain, seenAt: drain.seenAt ?? now };
  return alive({ ...heartbeat.worker, startedAt, drain: seen }, heartbeat, now);
}

function alive(
  known: WorkerFacts & Pick<WorkerRow, "startedAt" | "drain">,
  { jobs, isStopping }: Heartbeat,
  now: number,
): WorkerRow {
  const aliveUntil = now + silentAfterMs;
  return {
    ...known,
    jobs: jobs.slice(0, maxListedJobs),
    runningCount: jobs.length,
    ...{ heartbeatAt: now, aliveUntil, isLive: true, isStopping },
    ...{ offlineAt: null, end: null, place: known.startedAt, expiresAt: aliveUntil + keptMs },
  };
}

/** Returns the row of a worker that went offline. It keeps what the worker held then. */
export function offline(row: WorkerRow, end: NonNullable<Worker["end"]>, now: number): WorkerRow {
  return {
    ...row,
    ...{ isLive: false, offlineAt: now, end },
    ...(end === "stopped" && { jobs: [], runningCount: 0 }),
    ...{ place: afterAllStarts - now, expiresAt: now + keptMs },
  };
}

/** Returns where a worker is in its life. */
export function stateOf({ isLive, isStopping, drain }: WorkerRow): Worker["state"] {
  if (!isLive) return "offline";
  return isStopping || drain !== null ? "draining" : "online";
}
