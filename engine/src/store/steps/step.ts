import type { Cause } from "@formwork/contracts/states";
import type { StoredTime } from "../iso-time.ts";

/** What caused a step: a cause of `moves`, or one that leaves the state as it is. */
export type StepCause = Cause | "create" | "progress" | "delete";

/**
 * One step in a job's life as it is stored: what happened, and no more of its consequences than
 * `transition.ts` needs to work them out again. A job's state, events and attempts all follow from
 * its steps. Names are short because every job stores several steps.
 */
export type Step<Time extends StoredTime> = {
  /** The cause. */
  c: StepCause;
  /** When it happened, by the store's clock. */
  at: Time;
  /** W3C trace context of the request that caused it, where it differs from the job's own. */
  trace?: string;
  /** cancel, retry, reschedule, dismiss, change, postpone, due: id of the user who asked for it. */
  actor?: string;
  /**
   * create, fail, reschedule: when the job is due next; at once when absent. change, postpone, due:
   * the due time that a person gave it.
   */
  due?: Time;
  /** change, postpone, due: the options that a person gave it, and those before, as JSON texts. */
  options?: string;
  was?: string;
  /** claim: id of the worker. */
  worker?: string;
  /** Exit code of the attempt that ended. */
  exit?: number;
  /** The job's error afterwards, as JSON text. */
  error?: string;
  /** exhaust: the job's group among the failed ones. */
  group?: string;
  /** dismiss: id of the re-run that succeeded in its place. */
  rerun?: string;
  /** progress: what the job reported, as JSON text. */
  progress?: string;
  /** rescue, exhaust: the worker's lease ran out, which counts as a crash and not as a failure. */
  lost?: true;
  /** rescue: the crash is taken for the fault of another job, and does not count. */
  spared?: true;
};
