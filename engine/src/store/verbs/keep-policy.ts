import { type FinalState, finalStates, type JobState } from "@formwork/contracts/states";

/** Milliseconds for which jobs are kept after their end, by how they ended; null for ever. */
type Keep = Record<FinalState, number | null>;

/** How long jobs are kept. What a template says of its own wins. It can be sent to a thread. */
export type KeepPolicy = Keep & { templates: Record<string, Partial<Keep>> };

type Ended = { state: JobState; finishedAt: number | null };

/** Returns for how many milliseconds a job of a template is kept that ended in `state`. */
export function keepMsOf(policy: KeepPolicy, template: string, state: FinalState): number | null {
  const own = Object.hasOwn(policy.templates, template) ? policy.templates[template] : undefined;
  return own?.[state] === undefined ? policy[state] : own[state];
}

/** Returns true for a job that has ended and was kept for as long as the policy says. */
export function isKeptLongEnough(
  policy: KeepPolicy,
  job: Ended & { template: string },
  now: number,
): boolean {
  if (!isEndState(job.state)) return false;
  const keepMs = keepMsOf(policy, job.template, job.state);
  return keepMs !== null && hasEndedFor(keepMs, job, now);
}

/** Returns true for a job that ended at least `keepMs` ago. */
export function hasEndedFor(keepMs: number, { state, finishedAt }: Ended, now: number): boolean {
  return isEndState(state) && finishedAt !== null && finishedAt <= now - keepMs;
}

/** Returns the shortest time for which any job is kept that ended in `state`; null for ever. */
export function shortestKeepMs(policy: KeepPolicy, state: FinalState): number | null {
  const own = Object.values(policy.templates).map((keep) => keep[state]);
  const finite = [policy[state], ...own].filter((ms) => typeof ms === "number");
  return finite.length === 0 ? null : Math.min(...finite);
}

function isEndState(state: JobState): state is FinalState {
  return finalStates.some((end) => end === state);
}
