import type { Static } from "typebox";
import { queuePattern } from "../queue.ts";
import { anyObject, closed, duration, id, line, nullable, time } from "../shapes.ts";
import { jobStates } from "../states.ts";
import { Type } from "../typebox.ts";

/** A job and its parts, as every reply shows them. Times are RFC 3339 in UTC. */

export const JobStateSchema = Type.Enum([...jobStates], {
  description: "Where the job is in its life",
});

/** The progress that a running job reports. */
export const Progress = closed({
  percent: Type.Number({ minimum: 0, maximum: 100, description: "Done so far, in percent" }),
  message: Type.Optional(Type.String({ maxLength: 500, description: "What it is doing now" })),
});
export type Progress = Static<typeof Progress>;

/** Why an attempt, or the job, did not succeed. */
export const JobError = closed({
  message: Type.String({ description: "What went wrong, for a person to read" }),
  reason: Type.String({
    description:
      "One word for programs: exit, status, timeout, poison, lost, invalid, dependency, thrown …",
  }),
  details: Type.Optional(
    Type.Unknown({ description: "What else is known: exit code, status, stack" }),
  ),
});
export type JobError = Static<typeof JobError>;

const dependencyFailures = ["cancel", "run"] as const;

const summaryFields = {
  id: Type.String({ description: "Opaque; sorts by creation" }),
  template: closed(
    {
      name: Type.String({ description: "Name of the template" }),
      version: Type.Integer({
        minimum: 1,
        description: "Version the job keeps for its whole life",
      }),
    },
    { description: "The template and version it was made from" },
  ),
  summary: Type.String({
    maxLength: 200,
    description:
      "Tells it from other jobs of its template: one line, made from the payload; may be empty",
  }),
  state: JobStateSchema,
  priority: Type.Integer({
    minimum: 0,
    maximum: 9,
    description: "9 is claimed first; 4 unless told",
  }),
  queue: Type.String({ description: "Queue it waits in" }),
  tags: Type.Array(Type.String(), { description: "Words to find it by" }),
  attempt: Type.Integer({
    minimum: 0,
    description:
      "Number of the current or last attempt, over its whole life; 0 before the first. Retries and crashes take it past `maxAttempts`: to show one of so many, take `failures` of `maxAttempts`",
  }),
  maxAttempts: Type.Integer({
    minimum: 1,
    description:
      "Attempts that may fail before it is failed; each retry of a person allows them anew",
  }),
  failures: Type.Integer({
    minimum: 0,
    description: "Attempts since a person's last retry that failed; at `maxAttempts` the job fails",
  }),
  crashes: Type.Integer({
    minimum: 0,
    description: "Attempts whose worker died or lost its lease; counted apart from failures",
  }),
  retries: Type.Integer({
    minimum: 0,
    description:
      "How often a person has queued it again; `failures` and `crashes` count since the last time",
  }),
  progress: nullable(Progress, "How far it says it is"),
  error: nullable(JobError, "Why the last attempt did not succeed"),
  createdBy: Type.String({ description: "Id of the user who submitted it" }),
  createdAt: time("When it was stored"),
  runAt: time("When it is, or was, due"),
  startedAt: nullable(time("When"), "When the current or last attempt started"),
  finishedAt: nullable(time("When"), "When it reached its final state"),
  scheduleId: nullable(Type.String(), "Schedule that fired it"),
  rerunOf: nullable(Type.String(), "Job it repeats"),
  dependsOn: Type.Array(Type.String(), { description: "Jobs that end before it starts" }),
  dismissedAt: nullable(
    time("When"),
    "When a person, or a re-run that succeeded, took it out of the dead-letter queue",
  ),
  errorKey: nullable(
    Type.String(),
    "Key of its group among the failed jobs (GET /jobs/errors); null for a job that has not failed",
  ),
  seq: Type.Integer({ minimum: 1, description: "Number of its last event; counts without holes" }),
} as const;

/** A job without payload and result: the data of its events. */
export const JobSummary = closed(summaryFields);
export type JobSummary = Static<typeof JobSummary>;

/** A job with its payload and result. */
export const Job = closed({
  ...summaryFields,
  payload: anyObject({
    description: "Validated input, defaults filled in, a handle in place of each secret",
  }),
  result: Type.Unknown({ description: "What it returned; null before it succeeded" }),
  timeout: duration("Longest one attempt may take, as submitted or of its template"),
  onDependencyFailure: Type.Enum([...dependencyFailures], {
    description: "What becomes of it when a job that it depends on does not succeed",
  }),
  traceId: nullable(
    Type.String(),
    "Trace of the request that made it, as `traceparent` of its events names it: 32 hex digits",
  ),
});
export type Job = Static<typeof Job>;

export const attemptStates = [
  "running",
  "succeeded",
  "failed",
  "cancelled",
  "superseded",
  "released",
] as const;

/** One run of a job by one worker. `superseded`: its lease expired and another attempt began. */
export const Attempt = closed({
  attempt: Type.Integer({ minimum: 1, description: "Number of the attempt" }),
  state: Type.Enum([...attemptStates], { description: "How it stands or ended" }),
  startedAt: time("When it was claimed"),
  finishedAt: nullable(time("When"), "When it ended"),
  workerId: Type.String({ description: "Worker that ran it" }),
  exitCode: nullable(Type.Integer(), "Exit code of a command"),
  error: nullable(JobError, "Why it did not succeed"),
});
export type Attempt = Static<typeof Attempt>;

/** One line of a job's log. Offsets count from 1 per job, across its attempts. */
export const LogLine = closed({
  attempt: Type.Integer({ minimum: 1, description: "Attempt that wrote it" }),
  offset: Type.Integer({
    minimum: 1,
    description: "Place in the job's log; pass it as `after` to read on",
  }),
  stream: Type.Enum(["stdout", "stderr", "system"], {
    description: "Where it was written; system is Formwork's own",
  }),
  text: Type.String({ description: "The line without its end" }),
  at: time("When it was written"),
});
export type LogLine = Static<typeof LogLine>;

/** What a caller sends to submit a job. */
export const SubmitJob = closed({
  template: line({ description: "Name of the template" }),
  version: Type.Optional(
    Type.Integer({ minimum: 1, description: "Version; the newest unless told" }),
  ),
  payload: Type.Optional(anyObject({ description: "Input; defaults are filled in" })),
  runAt: Type.Optional(
    time("Earliest start; one that is past counts as now; not together with delay"),
  ),
  delay: Type.Optional(duration("Earliest start, from now: 90s, 10m, 1h30m, PT5M")),
  priority: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 9, description: "9 is claimed first" }),
  ),
  queue: Type.Optional(
    Type.String({
      pattern: queuePattern,
      description: "Queue; the template's unless told",
    }),
  ),
  tags: Type.Optional(
    Type.Array(line({ minLength: 1, maxLength: 64 }), {
      maxItems: 20,
      description: "Words to find it by",
    }),
  ),
  maxAttempts: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, description: "Attempts before it is failed" }),
  ),
  timeout: Type.Optional(duration("Longest one attempt may take")),
  dependsOn: Type.Optional(
    Type.Array(id("Id of a job"), {
      maxItems: 100,
      description: "Ids of jobs that have to end first",
    }),
  ),
  onDependencyFailure: Type.Optional(
    Type.Enum([...dependencyFailures], {
      description: "What to do when one of them does not succeed; cancel unless told",
    }),
  ),
});
export type SubmitJob = Static<typeof SubmitJob>;

/** One job of a batch. */
export const BatchJob = closed({
  ...SubmitJob.properties,
  idempotencyKey: Type.Optional(
    // The keys that a whole batch gives its jobs have line breaks.
    line({
      minLength: 1,
      maxLength: 200,
      description: "Makes a repeated submit of this job safe, in whatever batch",
    }),
  ),
});
export type BatchJob = Static<typeof BatchJob>;

const { runAt, delay, priority, queue, tags } = SubmitJob.properties;

/** What a caller may change when a job is run again; the rest is that of the old job. */
export const RerunJob = closed({
  payload: Type.Optional(anyObject({ description: "Instead of the old payload" })),
  version: Type.Optional(
    Type.Integer({ minimum: 1, description: "Version; that of the old job unless told" }),
  ),
  runAt,
  delay,
  priority,
  tags,
});
export type RerunJob = Static<typeof RerunJob>;

/** What a caller may change of a job that has not started; what is absent stays. */
export const ChangeJob = closed({
  runAt: Type.Optional(
    nullable(
      Type.String({ format: "date-time" }),
      "Earliest start; null, or a time that is past, makes it due now",
    ),
  ),
  priority,
  queue,
  tags,
});
export type ChangeJob = Static<typeof ChangeJob>;
