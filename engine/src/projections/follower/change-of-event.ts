import { type FormworkEvent, isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import type { JobSummary } from "@formwork/contracts/job";
import { durationBins } from "../../store/steps/time-counts.ts";
import type { Counted, Tick } from "../cells.ts";

/** What an event adds to the counts: when, of which template and queue, and what. */
export type Change = { at: number; template: string; queue: string; tick: Tick };

const countedBy: Partial<Record<JobEvent["type"], Counted>> = {
  "job.created": "created",
  "job.started": "started",
  "job.succeeded": "succeeded",
  "job.failed": "failed",
  "job.cancelled": "cancelled",
  "job.retrying": "retried",
};

/** Returns what an event adds to the counts; null for one that adds nothing. */
export function changeOf(event: FormworkEvent): Change | null {
  if (!isJobEvent(event)) return null;
  const what = countedBy[event.type];
  if (what === undefined) return null;
  const { data } = event;
  return {
    at: Date.parse(isEnd(what) ? (data.finishedAt ?? event.time) : event.time),
    template: data.template.name,
    queue: data.queue,
    tick: { what, count: 1, ...durationBins(what, timesOf(data)) },
  };
}

function isEnd(what: Counted): boolean {
  return what === "succeeded" || what === "failed" || what === "cancelled";
}

function timesOf({ runAt, startedAt, finishedAt }: JobSummary) {
  return {
    runAt: Date.parse(runAt),
    startedAt: startedAt === null ? null : Date.parse(startedAt),
    finishedAt: finishedAt === null ? null : Date.parse(finishedAt),
  };
}
