import type { JobEvent, JobEventType } from "@formwork/contracts/events/events";
import { jobEvent } from "@formwork/contracts/events/make-event";
import { isoTime } from "../../iso-time.ts";
import { type FixedRow, type StepRow, summaryOf } from "./rows.ts";

/**
 * A step of a job's life as it is stored: only what a move can change, as a tuple, since there are
 * several for every job. Without a trace of its own a step belongs to the job's.
 */
export type Step = [
  type: JobEventType,
  at: number,
  traceparent: string | null,
  ...[seq: number, state: StepRow["state"], attempt: number, crashes: number, runAt: number],
  ...[
    startedAt: number | null,
    finishedAt: number | null,
    dismissedAt: number | null,
    progress: string | null,
    error: string | null,
  ],
];

/** The step that led to `row`. */
export function stepTo(
  row: StepRow,
  type: JobEventType,
  at: number,
  traceparent: string | null = null,
): Step {
  const {
    seq,
    state,
    attempt,
    crashes,
    runAt,
    startedAt,
    finishedAt,
    dismissedAt,
    progress,
    error,
  } = row;
  return [
    type,
    at,
    traceparent,
    seq,
    state,
    attempt,
    crashes,
    runAt,
    startedAt,
    finishedAt,
    dismissedAt,
    progress,
    error,
  ];
}

/** The event of a step. */
export function eventOf(step: Step, fixed: FixedRow): JobEvent {
  const [
    type,
    at,
    traceparent,
    seq,
    state,
    attempt,
    crashes,
    runAt,
    startedAt,
    finishedAt,
    dismissedAt,
    progress,
    error,
  ] = step;
  const changed = {
    seq,
    state,
    attempt,
    crashes,
    runAt,
    startedAt,
    finishedAt,
    dismissedAt,
    progress,
    error,
  };
  return jobEvent(
    type,
    summaryOf({ ...fixed, ...changed }),
    isoTime(at),
    traceparent ?? fixed.traceparent ?? undefined,
  );
}
