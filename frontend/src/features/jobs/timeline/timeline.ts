import type { JobEvent } from "@formwork/contracts/events/events";
import type { JobState } from "@formwork/contracts/states";
import type { UserName } from "../../../lib/api/people/use-user-name.ts";
import { formatClockTime, formatDuration } from "../../../lib/time/time.ts";
import { describeChange } from "./describe-change.ts";

/** One entry of a job's timeline. */
export type TimelineEntry = {
  seq: number;
  at: string;
  title: string;
  detail: string | null;
  /** The state whose icon and colour the entry has. */
  state: JobState;
  /** Time since the entry before, in ms; null for the first. */
  sinceLastMs: number | null;
};

/** Returns the timeline of a job's events, oldest first, without progress. */
export function timelineOf(events: readonly JobEvent[], userName: UserName): TimelineEntry[] {
  const entries = events.filter((event) => event.type !== "job.progressed");
  return entries.map((event, index) => {
    const before = entries[index - 1];
    return {
      seq: event.data.seq,
      at: event.time,
      state: event.data.state,
      sinceLastMs: before === undefined ? null : elapsedMs(before.time, event.time),
      ...describe(event, before, userName),
    };
  });
}

function elapsedMs(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}

type Description = { title: string; detail: string | null };

function describe(event: JobEvent, before: JobEvent | undefined, userName: UserName): Description {
  const { data: job, actor } = event;
  const by = actor === undefined ? "" : ` by ${userName(actor)}`;
  const change = describeChange(event, before);
  if (change !== null) return { ...change, title: `${change.title}${by}` };
  const reason = job.error?.message ?? null;
  switch (event.type) {
    case "job.created":
      return { title: `Created by ${userName(job.createdBy)}`, detail: dueText(event) };
    case "job.queued":
      return { title: "Queued", detail: null };
    case "job.started":
      return { title: `Attempt ${job.attempt} started`, detail: null };
    case "job.progressed":
      return { title: "Progress", detail: job.progress?.message ?? null };
    case "job.retrying":
      return { title: `Attempt ${job.attempt} failed`, detail: joinParts(reason, waitText(event)) };
    case "job.rescued":
      return {
        title: `Attempt ${job.attempt} lost its worker, queued again`,
        detail: joinParts(`crash ${job.crashes}`, reason),
      };
    case "job.succeeded":
      return { title: "Succeeded", detail: job.attempt > 1 ? `at attempt ${job.attempt}` : null };
    case "job.failed":
      return {
        title: job.attempt > 1 ? `Failed after ${job.attempt} attempts` : "Failed",
        detail: reason,
      };
    case "job.cancelled":
      return { title: `Cancelled${by}`, detail: reason };
    case "job.requeued":
      return job.state === "scheduled"
        ? { title: `Scheduled again${by}`, detail: null }
        : { title: `Queued again${by}`, detail: null };
    case "job.dismissed":
      return event.resolvedBy === undefined
        ? { title: `Dismissed from the dead letters${by}`, detail: null }
        : { title: "Resolved by a re-run", detail: `job ${event.resolvedBy} succeeded` };
    case "job.deleted":
      return { title: "Deleted", detail: null };
  }
}

function joinParts(...parts: (string | null)[]): string | null {
  const present = parts.filter((part) => part !== null);
  return present.length === 0 ? null : present.join(" · ");
}

/** Returns how long a job waits until it is due: "waits 1.4 s until 11:15:04". */
function waitText(event: JobEvent): string {
  return `waits ${formatDuration(elapsedMs(event.time, event.data.runAt))} until ${formatClockTime(event.data.runAt)}`;
}

/** Returns what a new job waits for; null when it is due within a second. */
function dueText(event: JobEvent): string | null {
  const wait = elapsedMs(event.time, event.data.runAt);
  if (event.data.dependsOn.length > 0)
    return `waits for ${event.data.dependsOn.length} other ${event.data.dependsOn.length === 1 ? "job" : "jobs"}`;
  return wait > 1_000 ? waitText(event) : null;
}
