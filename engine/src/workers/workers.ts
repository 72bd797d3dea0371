import type { Worker, WorkerCounts } from "@formwork/contracts/worker";
import type { Caller } from "../caller.ts";
import type { Page, Paging } from "../store/page.ts";
import type { Heartbeat } from "./worker-life.ts";

/** The verbs of workers: what a worker says of itself, and what people see and want of it. */
export type Workers = {
  /** How often a worker reports itself, in milliseconds. */
  heartbeatMs: number;
  /**
   * Stores that a worker is there and what it runs: when it starts, and at each heartbeat. Resolves
   * with what is wanted of it: a worker that drains claims no more and keeps what it runs.
   */
  report: (heartbeat: Heartbeat) => Promise<{ draining: boolean }>;
  /**
   * Stores that a worker has ended by itself, so that nobody waits for its heartbeats; with
   * `seenUntil`, a time of the store, only one that has not reported itself since.
   */
  leave: (params: { id: string; seenUntil?: number | undefined }) => Promise<void>;
  /** Returns live workers by their start, then those that went offline, the last one first. */
  list: (paging: Paging) => Promise<Page<Worker>>;
  counts: () => Promise<WorkerCounts>;
  /** Fails with `worker-conflict` when the worker is offline. */
  drain: (params: Caller & { id: string }) => Promise<Worker>;
  /** Fails with `worker-conflict` when the worker is offline or its process is ending. */
  resume: (params: Caller & { id: string }) => Promise<Worker>;
  /** Removes a worker that is offline. */
  forget: (params: Caller & { id: string }) => Promise<void>;
};
