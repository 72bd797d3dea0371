import type { Cause } from "@formwork/contracts/states";

/**
 * A step of a job's life as it is stored: what happened, and no more of its consequences than it
 * takes to work them out again. From its steps alone follow a job's events and attempts; names are
 * short because each job has several of them.
 */
export type Step = {
  /** Why: a cause of `moves`, or what is no move. */
  c: Cause | "create" | "progress" | "delete";
  at: Date;
  /**
   * Number drawn by the write it belongs to, by which a writer knows its own steps from those of
   * others.
   */
  by: number;
  /** Trace of the request that asked for it; the job's own otherwise. */
  trace?: string;
  /** Due time that it set. */
  due?: Date;
  worker?: string;
  exit?: number;
  error?: string;
  progress?: string;
  /** Its worker was lost: a crash, no failure. */
  lost?: true;
};
