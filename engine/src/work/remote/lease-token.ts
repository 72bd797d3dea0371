import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { fail } from "../../errors.ts";
import { fieldsOfTrace } from "../../runtime/trace-scope.ts";
import type { ClaimedJob } from "../../store/verbs/work-store.ts";
import type { WorkerFacts } from "../../workers/worker-table.ts";

/**
 * What the reports about a remote attempt have to know of it. It travels in the lease token, so
 * that any scheduler can take a report, and reads nothing for it.
 */
export type RemoteLease = {
  jobId: string;
  /** Lease token of the store. */
  token: string;
  worker: WorkerFacts;
  /** The line that tells the job from others. */
  summary: string;
  attempt: number;
  /** Tells the attempt from one before it that was released, and had the same number. */
  startedAt: string;
  /** When the attempt is ended as timed out, in milliseconds since 1970. */
  timeoutAt: number;
  timeoutMs: number;
  failures: number;
  maxAttempts: number;
  template: { name: string; version: number };
  /** Id of the user whose job it is; absent in tokens of an older version. */
  createdBy?: string;
  /** Offset of the last line in the job's log when the attempt began. */
  logEnd: number;
  /** Trace id of the request that made the job; absent where none is known. */
  traceId?: string | undefined;
  /** The id that its caller chose, where that is another one. */
  givenTraceId?: string | undefined;
};

/** Signs leases, so that their holder cannot change them, and opens them again. */
export type LeaseTokens = {
  sign: (lease: RemoteLease) => string;
  /** Fails with `invalid-request` at `pointer` for a text that was not signed here. */
  open: (text: string, pointer: string) => RemoteLease;
};

/** Creates the signer with a key derived from `secret`. */
export function createLeaseTokens(secret: string): LeaseTokens {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "formwork remote leases v1", 32));
  const signatureOf = (body: string) => createHmac("sha256", key).update(body).digest();
  return {
    sign(lease) {
      const body = Buffer.from(JSON.stringify(lease)).toString("base64url");
      return `${body}.${signatureOf(body).toString("base64url")}`;
    },
    open(text, pointer) {
      const [body = "", signature = ""] = text.split(".");
      const given = Buffer.from(signature, "base64url");
      const wanted = signatureOf(body);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) refuse(pointer);
      // What is signed was written by `sign`.
      return JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as RemoteLease;
    },
  };
}

/** Returns the lease of a job that was just claimed; `now` in milliseconds since 1970. */
export function leaseOf(
  { job, token, timeoutMs, failures, traceparent }: ClaimedJob,
  { worker, now, logEnd }: { worker: WorkerFacts; now: number; logEnd: number },
): RemoteLease {
  return {
    ...{ jobId: job.id, token, worker, summary: job.summary, attempt: job.attempt },
    startedAt: job.startedAt ?? "",
    ...{ timeoutAt: now + timeoutMs, timeoutMs, failures, maxAttempts: job.maxAttempts },
    ...{ template: job.template, createdBy: job.createdBy, logEnd },
    ...fieldsOfTrace(traceparent),
  };
}

function refuse(pointer: string): never {
  const message = "is no lease token that a claim of this Formwork returned";
  return fail("invalid-request", `${pointer} ${message}`, [
    { pointer, message, keyword: "format" },
  ]);
}
