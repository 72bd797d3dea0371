import { type FormworkEvent, isJobEvent, type JobEvent } from "@formwork/contracts/events/events";
import type { JobSummary } from "@formwork/contracts/job";
import { msOf } from "../../store/iso-time.ts";
import { durationBins } from "../../store/steps/time-counts.ts";
import type { Counted, Tick } from "../cells.ts";

/**
 * What an event adds to the counts: when, of which template and queue, and what. `seq` is the number
 * of its job's step.
 */
export type Change = { seq: number; at: number; template: string; queue: string; tick: Tick };

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
  const { seq, template, queue, finishedAt } = event.data;
  const ended = isEnd(what);
  return {
    seq,
    at: msOf(ended ? (finishedAt ?? event.time) : event.time),
    template: template.name,
    queue,
    tick: ended ? endOf(what, event.data) : { what, count: 1, wait: null, run: null },
  };
}

function isEnd(what: Counted): boolean {
  return what === "succeeded" || what === "failed" || what === "cancelled";
}

function endOf(what: Counted, { createdAt, runAt, startedAt, finishedAt }: JobSummary): Tick {
  const { wait, run } = durationBins(what, {
    createdAt: msOf(createdAt),
    runAt: msOf(runAt),
    startedAt: startedAt === null ? null : msOf(startedAt),
    finishedAt: finishedAt === null ? null : msOf(finishedAt),
  });
  return { what, count: 1, wait, run };
}
