import type { Static } from "typebox";
import { closed, nullable } from "../shapes.ts";
import { finalStates } from "../states.ts";
import { Type } from "../typebox.ts";
import { Job, JobError, LogLine, Progress } from "./job.ts";

/** The events of a job's stream (`GET /jobs/:id/logs/stream`), by their names. */

const { seq, state, attempt, maxAttempts } = Job.properties;

/** How the job stands; sent at the start and after each change. */
export const StreamState = closed({
  seq,
  state,
  attempt,
  maxAttempts,
  progress: nullable(Progress, "How far it says it is"),
  error: nullable(JobError, "Why the last attempt did not succeed"),
});
export type StreamState = Static<typeof StreamState>;

/** The last event: how the job ended. */
export const StreamEnd = closed({
  state: Type.Enum([...finalStates, "deleted"], { description: "How it ended" }),
  seq: Type.Optional(seq),
  result: Type.Optional(
    Type.Unknown({ description: "What it returned; null unless it succeeded" }),
  ),
  error: Type.Optional(nullable(JobError, "Why it did not succeed")),
});
export type StreamEnd = Static<typeof StreamEnd>;

/** What each event of the stream carries. */
export const jobStreamEvents = { log: LogLine, state: StreamState, end: StreamEnd } as const;
