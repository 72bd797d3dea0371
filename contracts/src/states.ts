/**
 * The states of a job and every legal move between them. `docs/state-machine.md` is held equal to
 * this table by a test.
 */

/**
 * `failed` is the dead-letter queue: every attempt is used and a person has to retry, repair or
 * dismiss it.
 */
export const jobStates = [
  "scheduled",
  "queued",
  "running",
  "retrying",
  "succeeded",
  "failed",
  "cancelled",
] as const;
export type JobState = (typeof jobStates)[number];

/**
 * Every legal move of a job. A pair that is not here is a bug in the caller, or a request that
 * comes too late (409).
 */
export const moves = {
  scheduled: { due: "queued", cancel: "cancelled" },
  queued: { claim: "running", cancel: "cancelled" },
  running: {
    succeed: "succeeded",
    fail: "retrying",
    exhaust: "failed",
    release: "queued",
    rescue: "queued",
    cancel: "cancelled",
  },
  retrying: { due: "queued", retry: "queued", cancel: "cancelled" },
  succeeded: {},
  failed: { retry: "queued", dismiss: "failed" },
  cancelled: { retry: "queued" },
} as const satisfies Record<JobState, Partial<Record<string, JobState>>>;

type Causes<S extends JobState> = S extends JobState ? keyof (typeof moves)[S] : never;

/** Why a job moves. */
export type Cause = Causes<JobState>;

/** The event that tells of a move, by its cause. */
export const eventOfCause = {
  due: "job.queued",
  claim: "job.started",
  succeed: "job.succeeded",
  fail: "job.retrying",
  exhaust: "job.failed",
  release: "job.requeued",
  rescue: "job.rescued",
  cancel: "job.cancelled",
  retry: "job.requeued",
  dismiss: "job.dismissed",
} as const satisfies Record<Cause, string>;

/** The state a job is in after `cause`, or undefined where its state forbids the move. */
export function next(state: JobState, cause: Cause): JobState | undefined {
  const allowed: Partial<Record<Cause, JobState>> = moves[state];
  return allowed[cause];
}

/** The states from which `cause` is a legal move. */
export function statesBefore(cause: Cause): JobState[] {
  return jobStates.filter((state) => next(state, cause) !== undefined);
}

/** True for a state that no worker or loop moves any further. */
export function isFinal(state: JobState): boolean {
  return state === "succeeded" || state === "failed" || state === "cancelled";
}
