import type { FinalState } from "@formwork/contracts/states";
import type { KeepPolicy } from "./keep-policy.ts";

/** A job that was kept for long enough. */
export type ExpiredJob = { id: string; template: string; state: FinalState; finishedAt: number };

/**
 * Removal of what was kept for long enough, by the store's clock. All of it may be repeated, and run
 * in several processes at once.
 */
export type PruneStore = {
  /**
   * Looks at the next `limit` jobs in `state`, by creation, and returns those that were kept for
   * long enough. `next` continues after them; it is null once the rest is too young.
   */
  findExpiredJobs: (params: {
    policy: KeepPolicy;
    state: FinalState;
    limit: number;
    after?: string | null;
    /** Begins with the jobs that were created last. */
    newestFirst?: boolean;
  }) => Promise<{ jobs: ExpiredJob[]; next: string | null }>;
  /**
   * Removes those of these jobs that are still kept for long enough, with all that belongs to them:
   * steps, log, result, sealed secrets, idempotency key. Each disappears from every reply at once
   * and leaves no event. A job stays as it is whose events are not all on the bus, for which another
   * one waits, or of which a re-run has not ended. Returns how many are gone; `pruneLeftovers`
   * removes the rest of those that are too large to be removed at once.
   */
  pruneJobs: (params: { policy: KeepPolicy; ids: string[] }) => Promise<number>;
  /**
   * Looks at the next `limit` jobs that have a log, by creation, and returns those that ended at
   * least `keepMs` ago.
   */
  findOldLogs: (params: {
    keepMs: number;
    limit: number;
    after?: string | null;
  }) => Promise<{ ids: string[]; next: string | null }>;
  /**
   * Removes the logs of those of these jobs that still ended at least `keepMs` ago. Returns how many
   * lost theirs, and the jobs to call it with again, since their logs are long.
   */
  pruneLogs: (params: {
    keepMs: number;
    ids: string[];
  }) => Promise<{ removed: number; rest: string[] }>;
  /** Returns when the log of a job was removed, in milliseconds since 1970; null where it was not. */
  logRemovedAt: (params: { id: string }) => Promise<number | null>;
  /**
   * Removes what earlier portions left behind, and what no process needs any more. Returns false
   * while there is more.
   */
  pruneLeftovers: () => Promise<boolean>;
};
