/**
 * The states of a job. A `failed` job is a dead letter: every attempt is used, and a person has to
 * retry, repair or dismiss it.
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

/** The states in which a job has ended: only a person can move it out of them. */
export const finalStates = ["succeeded", "failed", "cancelled"] as const satisfies JobState[];
export type FinalState = (typeof finalStates)[number];

/**
 * Every legal transition of a job: state, cause, next state. A pair that is missing is a bug in the
 * caller, or a request that came too late and is answered with 409. A test keeps
 * `docs/state-machine.md` equal to this table.
 */
export const moves = {
  scheduled: { due: "queued", change: "scheduled", cancel: "cancelled" },
  queued: { claim: "running", change: "queued", postpone: "scheduled", cancel: "cancelled" },
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
  failed: { retry: "queued", reschedule: "scheduled", dismiss: "failed" },
  cancelled: { retry: "queued", reschedule: "scheduled" },
} as const satisfies Record<JobState, Partial<Record<string, JobState>>>;

type Causes<S extends JobState> = S extends JobState ? keyof (typeof moves)[S] : never;

/** Why a job changes its state. */
export type Cause = Causes<JobState>;

/** The type of the event that reports a transition, by its cause. */
export const eventOfCause = {
  due: "job.queued",
  change: "job.requeued",
  postpone: "job.requeued",
  claim: "job.started",
  succeed: "job.succeeded",
  fail: "job.retrying",
  exhaust: "job.failed",
  release: "job.requeued",
  rescue: "job.rescued",
  cancel: "job.cancelled",
  retry: "job.requeued",
  reschedule: "job.requeued",
  dismiss: "job.dismissed",
} as const satisfies Record<Cause, string>;

/** Returns the state of a job after `cause`, or undefined where its state forbids it. */
export function next(state: JobState, cause: Cause): JobState | undefined {
  const allowed: Partial<Record<Cause, JobState>> = moves[state];
  return allowed[cause];
}

/** Lists the states in which `cause` is legal. */
export function statesBefore(cause: Cause): JobState[] {
  return jobStates.filter((state) => next(state, cause) !== undefined);
}

/** Returns true for a state in which a job has ended. */
export function isFinal(state: JobState): boolean {
  return finalStates.some((final) => final === state);
}
