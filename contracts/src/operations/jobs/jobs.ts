import type { TSchema } from "typebox";
import { JobEvent } from "../../events/events.ts";
import { Attempt, BatchJob, ChangeJob, Job, LogLine, RerunJob, SubmitJob } from "../../jobs/job.ts";
import { exportFormats, jobFilters, jobSorts, payloadFilters } from "../../jobs/job-query.ts";
import { jobStreamEvents } from "../../jobs/job-stream.ts";
import { JobWait } from "../../jobs/job-wait.ts";
import { maxTailLines } from "../../jobs/log-tail.ts";
import { Timeline, timelineParameters } from "../../jobs/timeline.ts";
import { ownJobsRead, UsedTemplate } from "../../jobs/used-template.ts";
import { FieldError } from "../../problem.ts";
import { closed, id, nullable, page, record, time } from "../../shapes.ts";
import { Type } from "../../typebox.ts";
import {
  freshHeaders,
  get,
  idempotencyHeaders,
  listOf,
  matchHeaders,
  paging,
  patch,
  post,
  preferHeaders,
  remove,
  repeated,
  waiting,
} from "../operation.ts";

const jobId = closed({
  id: id("Id of the job"),
});

/** What rows share that read one job, or a part of it. */
const oneJob = {
  tag: "jobs",
  scope: "jobs:read",
  concerns: "job",
  params: jobId,
  problems: ["job-not-found"],
} as const;

/** What rows share that make a job. */
const newJob = {
  tag: "jobs",
  scope: "jobs:write",
  limit: "submits",
  status: 201,
  also: repeated,
  headers: Type.Object({
    ...idempotencyHeaders(
      "A key holds for as long as that job is kept (settings of retention) and is free again once the job is deleted",
    ).properties,
    ...preferHeaders,
  }),
  reply: Job,
  makes: "/jobs/:id",
  query: closed(waiting),
} as const;

/** Makes the row of `POST /jobs/:id/<verb>`, which moves one job and answers with it. */
function onJob<const Verb extends string>(verb: Verb, summary: string, more = {}) {
  return post(`/jobs/:id/${verb}`, {
    ...more,
    tag: "jobs",
    scope: "jobs:write",
    concerns: "job",
    audit: `job.${verb}`,
    summary,
    params: jobId,
    reply: Job,
    problems: ["job-not-found", "state-conflict"],
  });
}

/** Makes the row of `GET /jobs/:id/<part>`, a list of what belongs to one job. */
function partOfJob<Item extends TSchema>(part: string, item: Item, summary: string) {
  return listOf(item, `/jobs/:id/${part}`, { ...oneJob, summary, query: closed(paging) });
}

/** Submitting, finding, reading and controlling jobs. */
export const jobOperations = {
  "jobs.create": post("/jobs", {
    ...newJob,
    concerns: "input",
    audit: "job.submit",
    summary: "Submit a job",
    body: SubmitJob,
    problems: [
      "template-not-found",
      "version-not-found",
      "template-archived",
      "invalid-payload",
      "idempotency-conflict",
      "unavailable",
    ],
  }),
  "jobs.batch": post("/jobs/batch", {
    tag: "jobs",
    scope: "jobs:write",
    limit: "submits",
    concerns: "input",
    audit: "job.submit",
    summary:
      "Submit up to 10,000 jobs; the good ones are stored, the others answered with their faults",
    // Items are checked one by one, so that one bad job does not refuse the rest.
    body: closed({
      jobs: Type.Array(Type.Unknown(), {
        minItems: 1,
        maxItems: 10_000,
        description: "Jobs as for POST /jobs",
      }),
    }),
    itemsIn: "jobs",
    item: BatchJob,
    headers: idempotencyHeaders(
      "It makes the whole batch one; each of its jobs holds it for as long as the job is kept",
    ),
    tokensIn: "jobs",
    bodyLimit: 32 * 1024 * 1024,
    reply: closed({
      accepted: Type.Integer({ description: "Jobs stored" }),
      rejected: Type.Integer({ description: "Jobs refused" }),
      items: Type.Array(
        closed({
          index: Type.Integer({ description: "Place in the request" }),
          id: Type.Optional(Type.String({ description: "Id of the stored job" })),
          errors: Type.Optional(Type.Array(FieldError, { description: "Why it was refused" })),
        }),
        { description: "One row per job of the request" },
      ),
    }),
    problems: ["idempotency-conflict", "unavailable"],
  }),
  "jobs.list": listOf(Job, "/jobs", {
    ...{ tag: "jobs", concerns: "list" },
    scope: "jobs:read",
    summary:
      "Jobs that match, newest first unless told; `payload.PATH=value` matches the value at keys and places in lists, such as `payload.hosts.0.name`. A search looks at a part of many jobs and may answer with a short page, or an empty one, whose `next` goes on from there",
    query: Type.Object(
      {
        ...paging,
        ...jobFilters,
        sort: Type.Optional(
          Type.Enum([...jobSorts], { description: "Order; a leading minus turns it round" }),
        ),
        fields: Type.Optional(
          Type.String({
            pattern: "^\\w+(,\\w+)*$",
            maxLength: 500,
            description:
              "Names of fields between commas, such as `state,summary`: the jobs have these and `id`, and no others",
          }),
        ),
      },
      {
        additionalProperties: false,
        patternProperties: payloadFilters,
      },
    ),
  }),
  "jobs.stats": get("/jobs/stats", {
    ...{ tag: "jobs", concerns: "list" },
    scope: "jobs:read",
    summary:
      "How many jobs that match are in which state; counted within some milliseconds, so that of many there may be more",
    query: Type.Object(jobFilters, {
      additionalProperties: false,
      patternProperties: payloadFilters,
    }),
    reply: closed({
      total: Type.Integer({ description: "All jobs" }),
      byState: record(Type.Integer(), { description: "Jobs in each state; every state is named" }),
      byTemplate: record(record(Type.Integer()), {
        description: "Template, then state; every state is named",
      }),
      complete: Type.Boolean({
        description:
          "False where so many jobs had to be looked at that the count ended early, and there are at least as many; or where jobs are being removed that are counted still",
      }),
    }),
  }),
  "jobs.export": get("/jobs/export", {
    ...{ tag: "jobs", concerns: "list" },
    scope: "jobs:read",
    summary: "The jobs that match as a file, newest first; an export that is cut off says so",
    query: Type.Object(
      {
        ...jobFilters,
        format: Type.Optional(
          Type.Enum([...exportFormats], {
            default: "csv",
            description: "csv (RFC 4180), or ndjson: a job per line, as GET /jobs shows it",
          }),
        ),
      },
      { additionalProperties: false, patternProperties: payloadFilters },
    ),
    replyType: ["text/csv", "application/x-ndjson"],
    problems: ["too-many-requests"],
  }),
  "jobs.timeline": get("/jobs/timeline", {
    ...{ tag: "jobs", concerns: "list" },
    scope: "jobs:read",
    summary: "What ended when, and how long it waited and ran",
    query: Type.Object(timelineParameters, {
      additionalProperties: false,
      patternProperties: payloadFilters,
    }),
    reply: Timeline,
    problems: ["unavailable"],
  }),
  "jobs.own-templates": get("/jobs/own-templates", {
    ...{ tag: "jobs", concerns: "list" },
    scope: "jobs:read",
    summary: "Templates that the caller uses most, each with the last job that the caller made",
    query: closed({
      limit: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 20, default: 6, description: "Templates to list" }),
      ),
    }),
    reply: closed({
      items: Type.Array(UsedTemplate, {
        description: `By how many of the caller's last ${ownJobsRead} jobs are of them; jobs of schedules do not count`,
      }),
    }),
  }),
  "jobs.get": get("/jobs/:id", {
    ...oneJob,
    summary: "One job; with `wait`, once it has ended",
    query: closed(waiting),
    headers: Type.Object({ ...freshHeaders.properties, ...preferHeaders }),
    version: ["id", "seq"],
    reply: Job,
  }),
  "jobs.waiting": get("/jobs/:id/waiting", {
    ...oneJob,
    summary: "Why it waits, and for what; no reasons for one that runs or has ended",
    reply: JobWait,
  }),
  "jobs.events": partOfJob("events", JobEvent, "Its events in order of seq"),
  "jobs.attempts": partOfJob("attempts", Attempt, "Its attempts, first one first"),
  "jobs.logs": get("/jobs/:id/logs", {
    ...oneJob,
    summary: "Its log lines in order of offset; the newest ones with `tail`",
    query: closed({
      attempt: Type.Optional(
        Type.Integer({ minimum: 1, description: "Lines of this attempt only" }),
      ),
      after: Type.Optional(
        Type.Integer({ minimum: 0, description: "Lines above this offset only" }),
      ),
      before: Type.Optional(
        Type.Integer({ minimum: 1, description: "Lines below this offset only" }),
      ),
      tail: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: maxTailLines,
          description: "So many of the last of these lines; instead of `limit` and `cursor`",
        }),
      ),
      ...paging,
    }),
    reply: closed({
      ...page(LogLine).properties,
      previous: Type.Optional(
        nullable(
          Type.Integer(),
          "With `tail`: the `before` of the lines above these; null where there are none",
        ),
      ),
      removedAt: nullable(
        time("When"),
        "When the lines of earlier were removed, because the log had become too old; null while all are there",
      ),
    }),
  }),
  "jobs.log-stream": get("/jobs/:id/logs/stream", {
    ...oneJob,
    summary:
      "Its log as Server-Sent Events: log, state, and at last end, with the result; Last-Event-ID resumes",
    also: { status: 204, when: "Last-Event-ID is that of `end`: there is nothing more to come" },
    streams: jobStreamEvents,
    query: closed({
      after: Type.Optional(
        Type.Integer({ minimum: 0, description: "Lines above this offset only" }),
      ),
    }),
    headers: Type.Object({
      "last-event-id": Type.Optional(Type.String({ description: "Id of the last event received" })),
    }),
    replyType: "text/event-stream",
  }),
  "jobs.change": patch("/jobs/:id", {
    ...{ tag: "jobs", concerns: "job" },
    scope: "jobs:write",
    audit: "job.change",
    summary: "Change due time, priority, queue or tags of a job that has not started",
    params: jobId,
    headers: matchHeaders,
    matches: "jobs.get",
    version: ["id", "seq"],
    body: ChangeJob,
    reply: Job,
    problems: ["job-not-found", "state-conflict", "not-as-expected"],
  }),
  "jobs.cancel": onJob("cancel", "Cancel; a running one is stopped"),
  "jobs.retry": onJob(
    "retry",
    "Queue a failed, cancelled or waiting job again, with a fresh set of attempts; one that depends on others waits for them again",
    { right: "run" },
  ),
  "jobs.rerun": post("/jobs/:id/rerun", {
    ...newJob,
    ...{ concerns: "job", right: "run" },
    audit: "job.rerun",
    summary: "Make a new job from this one, with its payload, version and options or others",
    params: jobId,
    body: RerunJob,
    problems: [
      "job-not-found",
      "version-not-found",
      "invalid-payload",
      "template-archived",
      "idempotency-conflict",
    ],
  }),
  "jobs.dismiss": onJob("dismiss", "Take a failed job out of the dead letters"),
  "jobs.delete": remove("/jobs/:id", {
    ...{ tag: "jobs", concerns: "job" },
    scope: "jobs:write",
    audit: "job.delete",
    summary: "Delete a job that has ended",
    params: jobId,
    problems: ["job-not-found", "state-conflict"],
  }),
};
