import { type Static, type TSchema, Type } from "typebox";
import { type Scope, Session, SetUp, SignIn, User } from "./account.ts";
import { JobEvent } from "./event.ts";
import { Attempt, FieldError, Job, JobStateSchema, LogLine, SubmitJob } from "./job.ts";
import type { ProblemCode } from "./problem.ts";
import { anyObject, closed, page, record } from "./schema.ts";
import {
  Template,
  TemplateDefinition,
  TemplateSummary,
  TemplateVersion,
  templateName,
} from "./template.ts";

/**
 * The one table of HTTP operations. Routes, validation, scopes, limits, OpenAPI, the typed client
 * and the command line are made from its rows. The types of a row (`BodyOf<"jobs.create">` …) are
 * read off its schemas.
 */
export type Operation = {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** Path with `:name` parameters, base included. */
  path: string;
  summary: string;
  tag: "account" | "templates" | "jobs";
  scope: Scope;
  status: 200 | 201 | 202 | 204;
  /** A second status the operation may answer with, and when. */
  also?: { status: 200; when: string };
  params?: TSchema;
  query?: TSchema;
  headers?: TSchema;
  body?: TSchema;
  /** Largest body in bytes; 256 kB unless told. */
  bodyLimit?: number;
  reply?: TSchema;
  /** Type of a reply that is not JSON. */
  replyType?: "text/event-stream" | "text/javascript";
  problems: readonly ProblemCode[];
};

export const base = "/api/v1";

const jobId = closed({
  id: Type.String({ minLength: 1, maxLength: 64, description: "Id of the job" }),
});
const name = closed({
  name: Type.String({ pattern: templateName, description: "Name of the template" }),
});
const versionQuery = closed({
  version: Type.Optional(
    Type.Integer({ minimum: 1, description: "Version; the newest unless told" }),
  ),
});
const paging = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 500, default: 50, description: "Rows of a page" }),
  ),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: "`next` of the page before" })),
};
const many = <S extends TSchema>(item: S, description: string) =>
  Type.Optional(Type.Array(item, { maxItems: 50, description }));

const repeatable = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: "Makes a repeated request safe" }),
  ),
});

/** Filters of the job list. Each list filter may be repeated: any of its values matches. */
export const jobFilters = {
  state: many(JobStateSchema, "State"),
  template: many(Type.String(), "Name of the template"),
  createdBy: Type.Optional(
    Type.String({ description: "Id of who submitted it; `me` is the caller" }),
  ),
  tag: many(Type.String(), "Tag"),
  queue: many(Type.String(), "Queue"),
  schedule: Type.Optional(Type.String({ description: "Schedule that fired it" })),
  q: Type.Optional(
    Type.String({ maxLength: 200, description: "Part of an id, template, tag or payload value" }),
  ),
  from: Type.Optional(Type.String({ format: "date-time", description: "Created at or after" })),
  to: Type.Optional(Type.String({ format: "date-time", description: "Created before" })),
};
export const jobSorts = [
  "-createdAt",
  "createdAt",
  "-runAt",
  "runAt",
  "-priority",
  "priority",
  "-finishedAt",
  "finishedAt",
] as const;
export type JobSort = (typeof jobSorts)[number];

export const operations = {
  "setup.state": {
    method: "get",
    path: `${base}/setup`,
    tag: "account",
    scope: "public",
    status: 200,
    summary: "Whether the first account is still to be made",
    reply: closed({ needed: Type.Boolean({ description: "True until the first admin exists" }) }),
    problems: [],
  },
  "setup.create": {
    method: "post",
    path: `${base}/setup`,
    tag: "account",
    scope: "public",
    status: 201,
    summary: "Make the first admin with the token of the one-time link; signs in",
    body: SetUp,
    reply: Session,
    problems: ["setup-token-wrong", "already-set-up", "too-many-requests"],
  },
  "auth.sign-in": {
    method: "post",
    path: `${base}/auth/sign-in`,
    tag: "account",
    scope: "public",
    status: 200,
    summary: "Sign in: a token, and a cookie for browsers",
    body: SignIn,
    reply: Session,
    problems: ["wrong-credentials", "too-many-requests"],
  },
  "auth.sign-out": {
    method: "post",
    path: `${base}/auth/sign-out`,
    tag: "account",
    scope: "account",
    status: 204,
    summary: "End this session",
    problems: [],
  },
  "auth.me": {
    method: "get",
    path: `${base}/auth/me`,
    tag: "account",
    scope: "account",
    status: 200,
    summary: "Who is signed in",
    reply: User,
    problems: [],
  },
  "templates.list": {
    method: "get",
    path: `${base}/templates`,
    tag: "templates",
    scope: "templates:read",
    status: 200,
    summary: "Newest version of each template, by title",
    query: closed({
      ...paging,
      q: Type.Optional(
        Type.String({ maxLength: 200, description: "Part of name, title or description" }),
      ),
      tag: many(Type.String(), "Tag"),
      archived: Type.Optional(Type.Boolean({ description: "Archived ones too" })),
    }),
    reply: page(TemplateSummary),
    problems: [],
  },
  "templates.get": {
    method: "get",
    path: `${base}/templates/:name`,
    tag: "templates",
    scope: "templates:read",
    status: 200,
    summary: "One version whole",
    params: name,
    query: versionQuery,
    reply: Template,
    problems: ["template-not-found", "version-not-found"],
  },
  "templates.versions": {
    method: "get",
    path: `${base}/templates/:name/versions`,
    tag: "templates",
    scope: "templates:read",
    status: 200,
    summary: "Its versions, newest first",
    params: name,
    query: closed(paging),
    reply: page(TemplateVersion),
    problems: ["template-not-found"],
  },
  "templates.validator": {
    method: "get",
    path: `${base}/templates/:name/validator.js`,
    tag: "templates",
    scope: "templates:read",
    status: 200,
    summary:
      "The payload's validator compiled to a script, so that the form checks by the same rules without eval",
    params: name,
    query: versionQuery,
    replyType: "text/javascript",
    problems: ["template-not-found", "version-not-found"],
  },
  "templates.publish": {
    method: "put",
    path: `${base}/templates/:name`,
    tag: "templates",
    scope: "templates:write",
    status: 201,
    also: { status: 200, when: "the content is that of the newest version" },
    summary: "Publish a version",
    params: name,
    body: TemplateDefinition,
    reply: Template,
    problems: ["invalid-template", "template-too-costly"],
  },
  "templates.archive": {
    method: "delete",
    path: `${base}/templates/:name`,
    tag: "templates",
    scope: "templates:write",
    status: 204,
    summary: "Archive: jobs keep their version, no new ones are taken",
    params: name,
    problems: ["template-not-found"],
  },
  "templates.validate": {
    method: "post",
    path: `${base}/templates/:name/validate`,
    tag: "templates",
    scope: "templates:read",
    status: 200,
    summary: "Check a payload: the faults, and the payload with defaults filled in",
    params: name,
    query: versionQuery,
    body: closed({ payload: anyObject({ description: "Payload to check" }) }),
    reply: closed({
      valid: Type.Boolean({ description: "True without faults" }),
      errors: Type.Array(FieldError, {
        description: "Each fault; pointers start at the request body (/payload/…)",
      }),
      payload: anyObject({ description: "What a job would get" }),
    }),
    problems: ["template-not-found", "version-not-found"],
  },
  "jobs.create": {
    method: "post",
    path: `${base}/jobs`,
    tag: "jobs",
    scope: "jobs:write",
    status: 201,
    also: { status: 200, when: "the Idempotency-Key was seen before with the same body" },
    summary: "Submit a job",
    headers: repeatable,
    body: SubmitJob,
    reply: Job,
    problems: [
      "template-not-found",
      "version-not-found",
      "template-archived",
      "invalid-payload",
      "idempotency-conflict",
      "unavailable",
    ],
  },
  "jobs.batch": {
    method: "post",
    path: `${base}/jobs/batch`,
    tag: "jobs",
    scope: "jobs:write",
    status: 200,
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
    problems: ["unavailable"],
  },
  "jobs.list": {
    method: "get",
    path: `${base}/jobs`,
    tag: "jobs",
    scope: "jobs:read",
    status: 200,
    summary:
      "Jobs that match, newest first unless told; `payload.PATH=value` matches a payload value",
    query: Type.Object(
      {
        ...paging,
        ...jobFilters,
        sort: Type.Optional(
          Type.Enum([...jobSorts], { description: "Order; a leading minus turns it round" }),
        ),
      },
      {
        additionalProperties: false,
        patternProperties: {
          "^payload\\.[\\w.-]{1,200}$": Type.String({ description: "A payload value, as text" }),
        },
      },
    ),
    reply: page(Job),
    problems: [],
  },
  "jobs.stats": {
    method: "get",
    path: `${base}/jobs/stats`,
    tag: "jobs",
    scope: "jobs:read",
    status: 200,
    summary: "How many jobs are in which state",
    reply: closed({
      total: Type.Integer({ description: "All jobs" }),
      byState: record(Type.Integer(), { description: "Jobs in each state; every state is named" }),
      byTemplate: record(record(Type.Integer()), { description: "Template, then state" }),
    }),
    problems: [],
  },
  "jobs.get": {
    method: "get",
    path: `${base}/jobs/:id`,
    tag: "jobs",
    scope: "jobs:read",
    status: 200,
    summary: "One job",
    params: jobId,
    reply: Job,
    problems: ["job-not-found"],
  },
  "jobs.events": {
    method: "get",
    path: `${base}/jobs/:id/events`,
    tag: "jobs",
    scope: "jobs:read",
    status: 200,
    summary: "Its events in order of seq",
    params: jobId,
    query: closed(paging),
    reply: page(JobEvent),
    problems: ["job-not-found"],
  },
  "jobs.attempts": {
    method: "get",
    path: `${base}/jobs/:id/attempts`,
    tag: "jobs",
    scope: "jobs:read",
    status: 200,
    summary: "Its attempts, first one first",
    params: jobId,
    query: closed(paging),
    reply: page(Attempt),
    problems: ["job-not-found"],
  },
  "jobs.logs": {
    method: "get",
    path: `${base}/jobs/:id/logs`,
    tag: "jobs",
    scope: "jobs:read",
    status: 200,
    summary: "Its log lines in order of offset",
    params: jobId,
    query: closed({
      attempt: Type.Optional(
        Type.Integer({ minimum: 1, description: "Lines of this attempt only" }),
      ),
      after: Type.Optional(
        Type.Integer({ minimum: 0, description: "Lines above this offset only" }),
      ),
      ...paging,
    }),
    reply: page(LogLine),
    problems: ["job-not-found"],
  },
  "jobs.log-stream": {
    method: "get",
    path: `${base}/jobs/:id/logs/stream`,
    tag: "jobs",
    scope: "jobs:read",
    status: 200,
    summary: "Its log as Server-Sent Events: log, state, end; Last-Event-ID resumes",
    params: jobId,
    query: closed({
      after: Type.Optional(
        Type.Integer({ minimum: 0, description: "Lines above this offset only" }),
      ),
    }),
    headers: Type.Object({
      "last-event-id": Type.Optional(Type.String({ description: "Id of the last event received" })),
    }),
    replyType: "text/event-stream",
    problems: ["job-not-found"],
  },
  "jobs.cancel": {
    method: "post",
    path: `${base}/jobs/:id/cancel`,
    tag: "jobs",
    scope: "jobs:write",
    status: 200,
    summary: "Cancel; a running one is stopped",
    params: jobId,
    reply: Job,
    problems: ["job-not-found", "state-conflict"],
  },
  "jobs.retry": {
    method: "post",
    path: `${base}/jobs/:id/retry`,
    tag: "jobs",
    scope: "jobs:write",
    status: 200,
    summary: "Queue a failed, cancelled or waiting job again, with a fresh set of attempts",
    params: jobId,
    reply: Job,
    problems: ["job-not-found", "state-conflict"],
  },
  "jobs.rerun": {
    method: "post",
    path: `${base}/jobs/:id/rerun`,
    tag: "jobs",
    scope: "jobs:write",
    status: 201,
    also: { status: 200, when: "the Idempotency-Key was seen before with the same body" },
    summary: "Make a new job from this one, with its payload or another",
    params: jobId,
    headers: repeatable,
    body: closed({
      payload: Type.Optional(anyObject({ description: "Instead of the old payload" })),
    }),
    reply: Job,
    problems: ["job-not-found", "invalid-payload", "template-archived", "idempotency-conflict"],
  },
  "jobs.dismiss": {
    method: "post",
    path: `${base}/jobs/:id/dismiss`,
    tag: "jobs",
    scope: "jobs:write",
    status: 200,
    summary: "Take a failed job out of the dead letters",
    params: jobId,
    reply: Job,
    problems: ["job-not-found", "state-conflict"],
  },
  "jobs.delete": {
    method: "delete",
    path: `${base}/jobs/:id`,
    tag: "jobs",
    scope: "jobs:write",
    status: 204,
    summary: "Delete a job that has ended",
    params: jobId,
    problems: ["job-not-found", "state-conflict"],
  },
} as const satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationId = keyof Operations;
type Row<Id extends OperationId, Key extends keyof Operation, None> =
  Operations[Id] extends Record<Key, infer S extends TSchema> ? Static<S> : None;

export type ParamsOf<Id extends OperationId> = Row<Id, "params", Record<string, never>>;
export type QueryOf<Id extends OperationId> = Row<Id, "query", Record<string, never>>;
export type HeadersOf<Id extends OperationId> = Row<Id, "headers", Record<string, never>>;
export type BodyOf<Id extends OperationId> = Row<Id, "body", undefined>;
export type ReplyOf<Id extends OperationId> = Row<Id, "reply", undefined>;
