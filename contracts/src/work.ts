import type { Static } from "typebox";
import { JobError, Progress } from "./jobs/job.ts";
import { queuePattern } from "./queue.ts";
import { anyObject, closed, duration, line, nullable, record, time } from "./shapes.ts";
import { templateName } from "./templates/template.ts";
import { Type } from "./typebox.ts";

/** What remote workers say and are told: the claim of jobs, and the reports about an attempt. */

/** Most jobs of one claim. The reply holds their payloads, and a job starts when it is claimed. */
export const maxClaimedJobs = 50;
/** Longest wait of a claim for a job, in milliseconds. */
export const maxClaimWaitMs = 30_000;
/** Most leases of one renewal. */
export const maxRenewedLeases = 200;
/** Most lines of one append to a log. */
export const maxAppendedLines = 1000;
/** Largest body that brings a result: a result of 1 MiB in which most characters are escaped. */
export const maxResultBody = 2 * 1024 * 1024;

/** What the reason of a failed attempt looks like. */
export const reasonPattern = "^[a-z][a-z0-9-]{0,39}$";

const leaseToken = line({
  minLength: 1,
  maxLength: 2000,
  description: "Lease token of the attempt, as its claim returned it",
});

/** A remote worker as it names itself. */
export const RemoteWorker = closed(
  {
    id: Type.String({
      pattern: "^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$",
      description: "Name of this process, such as host and process id; shown with its attempts",
    }),
    host: Type.Optional(
      line({
        minLength: 1,
        maxLength: 253,
        description: "Name of its machine; its network address unless told",
      }),
    ),
    version: Type.Optional(
      line({ maxLength: 100, description: "Version of the program, for people to read" }),
    ),
    concurrency: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10_000, description: "Jobs it runs at once" }),
    ),
  },
  { description: "Who claims" },
);
export type RemoteWorker = Static<typeof RemoteWorker>;

export const ClaimWork = closed({
  worker: RemoteWorker,
  templates: Type.Optional(
    Type.Array(Type.String({ pattern: templateName }), {
      minItems: 1,
      maxItems: 100,
      description: "Templates whose jobs it runs; all `remote` templates unless told",
    }),
  ),
  queues: Type.Optional(
    Type.Array(Type.String({ pattern: queuePattern }), {
      minItems: 1,
      maxItems: 100,
      description: "Queues it claims from; all unless told",
    }),
  ),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: maxClaimedJobs,
      default: 1,
      description: "Most jobs to claim: as many as it starts at once",
    }),
  ),
  wait: Type.Optional(
    duration("How long to wait for a job when there is none, at most 30s; 0s unless told"),
  ),
});
export type ClaimWork = Static<typeof ClaimWork>;

const leaseMs = Type.Integer({
  minimum: 0,
  description: "Milliseconds from now until the lease ends unless it is renewed",
});
const timeoutMs = Type.Integer({
  minimum: 0,
  description: "Milliseconds from now until the attempt is ended as timed out",
});

/** A job that a remote worker has claimed, with all that it needs to run it. */
export const ClaimedWork = closed({
  jobId: Type.String({ description: "Id of the job" }),
  lease: leaseToken,
  leaseMs,
  timeoutMs,
  template: closed(
    {
      name: Type.String({ description: "Name of the template" }),
      version: Type.Integer({ minimum: 1, description: "Version that the job was made with" }),
    },
    { description: "What to run" },
  ),
  payload: anyObject({ description: "Validated input; its secrets are in the clear" }),
  secrets: record(Type.String(), {
    description: "Values of the secrets that the template names in `run.secrets`, by name",
  }),
  attempt: Type.Integer({ minimum: 1, description: "Number of this attempt" }),
  maxAttempts: Type.Integer({ minimum: 1, description: "Attempts before the job is failed" }),
  idempotencyKey: Type.String({
    description: "The same for all attempts of a run; pass it on to what the job calls",
  }),
  queue: Type.String({ description: "Queue it waited in" }),
  tags: Type.Array(Type.String(), { description: "Its tags" }),
  summary: Type.String({ description: "The line that tells it from other jobs; may be empty" }),
  createdAt: time("When it was submitted"),
  traceparent: nullable(Type.String(), "W3C trace context of the request that submitted it"),
  tracestate: nullable(
    Type.String(),
    "`formwork=<id>` where that request had an id of another form; null else",
  ),
});
export type ClaimedWork = Static<typeof ClaimedWork>;

/** The answer to a claim. */
export const ClaimedJobs = closed({
  jobs: Type.Array(ClaimedWork, { description: "The claimed jobs; empty when there was none" }),
  waitedMs: Type.Integer({
    minimum: 0,
    description: "Milliseconds from the start of the call to this answer, waiting included",
  }),
});
export type ClaimedJobs = Static<typeof ClaimedJobs>;

/** Why a lease is held no more. */
export const lossReasons = ["cancelled", "timeout", "superseded", "ended", "deleted"] as const;
export type LossReason = (typeof lossReasons)[number];

export const RenewLeases = closed({
  leases: Type.Array(leaseToken, {
    minItems: 1,
    maxItems: maxRenewedLeases,
    description: "Lease tokens of all attempts that run",
  }),
});

/** What a renewal says of one lease. */
export const RenewedLease = closed({
  jobId: Type.String({ description: "Id of the job" }),
  held: Type.Boolean({ description: "False: stop the attempt and write nothing more about it" }),
  leaseMs: Type.Optional(leaseMs),
  timeoutMs: Type.Optional(timeoutMs),
  reason: Type.Optional(
    Type.Enum([...lossReasons], {
      description:
        "Why it is lost: somebody cancelled the job; it took too long; the lease ended and the attempt was superseded; the attempt was settled before; the job was deleted",
    }),
  ),
});
export type RenewedLease = Static<typeof RenewedLease>;

export const RenewedLeases = closed({
  leases: Type.Array(RenewedLease, { description: "One entry per lease, in their order" }),
});

export const AppendLines = closed({
  lease: leaseToken,
  offset: Type.Integer({
    minimum: 0,
    description: "How many lines of this attempt come before these; 0 for the first",
  }),
  lines: Type.Array(
    closed({
      text: Type.String({ description: "The line; longer than 16,384 characters it is cut" }),
      stream: Type.Optional(
        Type.Enum(["stdout", "stderr"], {
          description: "Where it was written; stdout unless told",
        }),
      ),
    }),
    { maxItems: maxAppendedLines, description: "Lines in order" },
  ),
});
export type AppendLines = Static<typeof AppendLines>;

export const AppendedLines = closed({
  next: Type.Integer({ minimum: 0, description: "The offset of the next append" }),
  full: Type.Boolean({
    description:
      "Always false: of what an attempt writes beyond some 5 MB, the last lines are kept and stored once it is settled",
  }),
});
export type AppendedLines = Static<typeof AppendedLines>;

export const ReportProgress = closed({ lease: leaseToken, ...Progress.properties });

export const SucceedWork = closed({
  lease: leaseToken,
  result: Type.Optional(
    Type.Unknown({ description: "Any JSON value of at most 1 MiB; null unless told" }),
  ),
});

export const FailWork = closed({
  lease: leaseToken,
  error: closed(
    {
      message: Type.String({ minLength: 1, description: "What went wrong, for a person to read" }),
      reason: Type.Optional(
        Type.String({
          pattern: reasonPattern,
          description: "One word for programs; failed unless told",
        }),
      ),
      details: Type.Optional(Type.Unknown({ description: "What else is known, such as a stack" })),
    },
    { description: "Why the attempt failed" },
  ),
  retry: Type.Optional(
    Type.Boolean({
      description: "False: the job fails for good; true unless told, as attempts allow",
    }),
  ),
  retryAfter: Type.Optional(
    duration("Wait before the next attempt, at most 30d, instead of the template's back-off"),
  ),
});
export type FailWork = Static<typeof FailWork>;

export const ReleaseWork = closed({ lease: leaseToken });

/** How an attempt was settled. */
export const SettledWork = closed({
  jobId: Type.String({ description: "Id of the job" }),
  attempt: Type.Integer({ minimum: 1, description: "Number of the attempt" }),
  outcome: Type.Enum(["succeeded", "failed", "released"], {
    description: "How it counts: a result that does not fit the template's schema is a failure",
  }),
  error: nullable(JobError, "Why it counts as failed"),
});
export type SettledWork = Static<typeof SettledWork>;
