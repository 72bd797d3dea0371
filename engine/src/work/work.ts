import type { LogLine, Progress } from "@formwork/contracts/job";
import type { RunKind } from "@formwork/contracts/template";
import type { ClaimedJob } from "../store/job-store.ts";
import type { StoredTemplate } from "../store/store.ts";

/** What a runner reports of an attempt; the engine makes a transition of it. */
export type Outcome =
  | { outcome: "succeeded"; result: unknown; exitCode?: number }
  /**
   * `fatal`: never retried. `delayMs`: what the target asked for (Retry-After), instead of the
   * back-off.
   */
  | {
      outcome: "failed";
      message: string;
      reason: string;
      details?: unknown;
      exitCode?: number;
      fatal?: boolean;
      delayMs?: number;
    }
  /** Given back unfinished while draining; the attempt does not count. */
  | { outcome: "released" };

/** An attempt in a worker's hands, its payload's secrets resolved. */
export type Assignment = ClaimedJob & { template: StoredTemplate };

/** The verbs of a worker: each write carries the lease token of its attempt. */
export type Work = {
  /** Claims up to `limit` jobs and announces what was lost for good on the way. */
  claim: (params: {
    workerId: string;
    queues?: string[] | undefined;
    kinds: RunKind[];
    limit: number;
  }) => Promise<Assignment[]>;
  /** Length of a lease in milliseconds. */
  leaseMs: number;
  /** Ids whose lease is still held. */
  renew: (params: { leases: { id: string; token: string }[] }) => Promise<string[]>;
  /**
   * Gathers concurrent settlements into one write. False: the lease was lost and nothing was
   * written.
   */
  settle: (params: { assignment: Assignment; outcome: Outcome }) => Promise<boolean>;
  /** Gathers and merges; the last report of a job wins. */
  progress: (params: { assignment: Assignment; progress: Progress }) => Promise<boolean>;
  log: (params: {
    assignment: Assignment;
    lines: { stream: LogLine["stream"]; text: string; at: number }[];
  }) => Promise<boolean>;
};
