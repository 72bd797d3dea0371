import type { Job, LogLine, Progress } from "@formwork/contracts/job";
import type { RunKind } from "@formwork/contracts/run";
import type { ClaimedJob } from "../store/verbs/work-store.ts";
import type { StoredTemplate } from "../templates/versions/template-tables.ts";
import type { Redact } from "./redact/redact.ts";

/** How an attempt ended, as a runner reports it. */
export type Outcome =
  | { outcome: "succeeded"; result: unknown; exitCode?: number }
  /**
   * `fatal`: never retried. `delayMs`: the delay that the target asked for (Retry-After), used
   * instead of the backoff.
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
  /** Returned unfinished, by a worker that stops; the attempt does not count. */
  | { outcome: "released" };

/**
 * A claimed job with its template; the secrets of its payload are opened, `secrets` has those that
 * its template names, and `redact` hides them all in what is reported about it.
 */
export type Assignment = ClaimedJob & {
  template: StoredTemplate;
  secrets: Record<string, string>;
  redact: Redact;
};

/** What the writes about an attempt have to know of it. */
export type RunningAttempt = Pick<Assignment, "token" | "failures"> & {
  job: Pick<Job, "id" | "attempt" | "maxAttempts"> &
    Partial<Pick<Job, "startedAt" | "template" | "createdBy">>;
  template: Pick<StoredTemplate, "retry" | "concurrency">;
};

/** The verbs of a worker: each write carries the lease token of its attempt. */
export type Work = {
  /** Claims up to `limit` queued jobs under a lease. `templates` narrows the kind `remote` alone. */
  claim: (params: {
    workerId: string;
    queues?: string[] | undefined;
    templates?: string[] | undefined;
    kinds: RunKind[];
    limit: number;
  }) => Promise<Assignment[]>;
  /** Length of a lease in milliseconds. */
  leaseMs: number;
  /** Extends leases; returns the ids of those that are still held. */
  renew: (params: { leases: { id: string; token: string }[] }) => Promise<string[]>;
  /**
   * Settles an attempt; concurrent settlements share a write. False: the lease was lost and nothing
   * was written.
   */
  settle: (params: { assignment: RunningAttempt; outcome: Outcome }) => Promise<boolean>;
  /**
   * Reports that nothing is left of an attempt whose lease was lost. Where the job was cancelled, what
   * waited for that may start, and the exit code is kept.
   */
  end: (params: { assignment: RunningAttempt; exitCode: number | null }) => Promise<void>;
  /** Reports progress; concurrent reports share a write, and the last one of a job counts. */
  progress: (params: { assignment: RunningAttempt; progress: Progress }) => Promise<boolean>;
  /**
   * Appends lines to the log of an attempt, also of one that was cancelled and has not ended. False:
   * the lease was lost and nothing was written.
   */
  log: (params: {
    assignment: RunningAttempt;
    lines: { stream: LogLine["stream"]; text: string; at: number }[];
  }) => Promise<boolean>;
  /**
   * Appends lines where `after` is the offset of the log's last one, and returns them as stored:
   * none where the log has gone on since. Null: the lease was lost.
   */
  logAfter: (params: {
    assignment: RunningAttempt;
    after: number;
    lines: { stream: LogLine["stream"]; text: string; at: number }[];
  }) => Promise<LogLine[] | null>;
};
