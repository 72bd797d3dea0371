import type { ScheduleEvent } from "@formwork/contracts/events/events";
import type { JobSummary } from "@formwork/contracts/job";
import type { Schedule, ScheduleResult } from "@formwork/contracts/schedule";

/** What the cache keeps of pushed events, in pure functions. */

const maxResults = 20;

/** Returns a schedule as an event about its slots left it; any other schedule as it is. */
export function withEvent(schedule: Schedule, { type, subject, data }: ScheduleEvent): Schedule {
  if (schedule.id !== subject || type === "schedule.changed") return schedule;
  const { jobId, slots, reason, nextRunAt } = data;
  const fired = type === "schedule.fired" && reason === null ? slots.at(-1)?.at : undefined;
  const next = laterOf(schedule.nextRunAt, nextRunAt);
  return {
    ...schedule,
    nextRunAt: next,
    state: schedule.enabled && next === null ? "ended" : schedule.state,
    lastJobId: jobId ?? schedule.lastJobId,
    lastRunAt: fired ?? schedule.lastRunAt,
  };
}

/** An event may be older than what was fetched: the next run only moves on, or ends. */
function laterOf(cached: string | null, next: string | null): string | null {
  if (cached === null || next === null) return next;
  return Date.parse(next) > Date.parse(cached) ? next : cached;
}

/** Returns the results of a schedule with a job in its new state; an unknown job is added. */
export function withJob(results: readonly ScheduleResult[], job: JobSummary): ScheduleResult[] {
  const { id, state, summary, runAt } = job;
  const result: ScheduleResult = { at: runAt, outcome: state, jobId: id, summary };
  const isKnown = results.some(({ jobId }) => jobId === id);
  const joined = isKnown
    ? results.map((known) => (known.jobId === id ? result : known))
    : [...results, result].sort(byTime);
  return joined.slice(-maxResults);
}

/** Returns the results without a job that was deleted. */
export function withoutJob(results: readonly ScheduleResult[], id: string): ScheduleResult[] {
  return results.filter(({ jobId }) => jobId !== id);
}

/** Puts schedules in the order of the list: by their next run, those without one last. */
export function byNextRun(schedules: readonly Schedule[]): Schedule[] {
  const known = new Map(schedules.map((schedule) => [schedule.id, schedule]));
  return [...known.values()].sort(
    (one, other) => due(one) - due(other) || (one.id < other.id ? -1 : 1),
  );
}

function due({ nextRunAt }: Schedule): number {
  return nextRunAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(nextRunAt);
}

function byTime(one: ScheduleResult, other: ScheduleResult): number {
  return Date.parse(one.at) - Date.parse(other.at);
}
