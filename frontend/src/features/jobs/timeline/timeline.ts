import type { JobEvent } from "@formwork/contracts/events/events";
import type { JobState } from "@formwork/contracts/states";
import { formatClockTime, formatDuration } from "../../../lib/time.ts";
import type { UserName } from "../use-user-name.ts";

/**
 * One step of a job's life as it is told: what, when, in which colour, and what a person may want
 * to know besides.
 */
export type Step = {
  seq: number;
  at: string;
  title: string;
  detail: string | null;
  tone: JobState;
  sinceLast: number | null;
};

/** The steps of a job, first one first. Progress is left out: it has its own bar. */
export function timelineOf(events: readonly JobEvent[], userName: UserName): Step[] {
  const told = events.filter((event) => event.type !== "job.progressed");
  return told.map((event, index) => {
    const before = told[index - 1];
    return {
      seq: event.data.seq,
      at: event.time,
      tone: event.data.state,
      sinceLast: before === undefined ? null : elapsed(before.time, event.time),
      ...tell(event, userName),
    };
  });
}

function elapsed(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}

type Told = { title: string; detail: string | null };

function tell(event: JobEvent, userName: UserName): Told {
  const { data: job } = event;
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
      return { title: `Attempt ${job.attempt} failed`, detail: join(reason, waitText(event)) };
    case "job.rescued":
      return {
        title: `Attempt ${job.attempt} lost its worker, queued again`,
        detail: join(`crash ${job.crashes}`, reason),
      };
    case "job.succeeded":
      return { title: "Succeeded", detail: job.attempt > 1 ? `at attempt ${job.attempt}` : null };
    case "job.failed":
      return {
        title: job.attempt > 1 ? `Failed after ${job.attempt} attempts` : "Failed",
        detail: reason,
      };
    case "job.cancelled":
      return { title: "Cancelled", detail: reason };
    case "job.requeued":
      return { title: "Queued again", detail: null };
    case "job.dismissed":
      return { title: "Dismissed from the dead letters", detail: null };
    case "job.deleted":
      return { title: "Deleted", detail: null };
  }
}

function join(...parts: (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join(" · ");
}

/** "waits 1.4 s until 11:15:04". */
function waitText(event: JobEvent): string {
  return `waits ${formatDuration(elapsed(event.time, event.data.runAt))} until ${formatClockTime(event.data.runAt)}`;
}

/** Said only of a job that is not due at once. */
function dueText(event: JobEvent): string | null {
  const wait = elapsed(event.time, event.data.runAt);
  if (event.data.dependsOn.length > 0)
    return `waits for ${event.data.dependsOn.length} other ${event.data.dependsOn.length === 1 ? "job" : "jobs"}`;
  return wait > 1_000 ? waitText(event) : null;
}
