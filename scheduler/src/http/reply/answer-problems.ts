import { STATUS_CODES } from "node:http";
import type { Operation } from "@formwork/contracts/operations/operation";
import { type OperationId, operations } from "@formwork/contracts/operations/operations";
import { isRetryable, type Problem, type ProblemCode, problems } from "@formwork/contracts/problem";
import { DomainError } from "@formwork/engine/errors";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Context, Middleware } from "../context.ts";
import { dropRest } from "../request/body/drop-rest.ts";
import { quotaHeaders, secondsOf } from "./quota-headers.ts";

/**
 * Turns errors into replies with problem details (RFC 9457). Only the log has the message of an
 * error that is no DomainError.
 */
export function answerProblems({
  telemetry,
  publicUrl,
}: {
  telemetry: Telemetry;
  publicUrl: string;
}): Middleware {
  return async function answerProblem(ctx, next) {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined)
        throw new DomainError("not-found", `Nothing answers ${ctx.method} ${ctx.path}`);
    } catch (error) {
      if (isCutOff(ctx, error)) {
        ctx.status = callerGone;
        return;
      }
      const known = error instanceof DomainError ? error : toDomainError(error);
      if (known.code === "internal")
        telemetry.log.error("request.failed", { path: ctx.path, error: stackOf(error) });
      const { code, cause } = known;
      ctx.state.refusal = { code, error: cause === undefined ? undefined : String(cause) };
      const isRead = ctx.req.complete || (await dropRest(ctx.req));
      answer(ctx, known, publicUrl);
      if (!isRead) ctx.set("Connection", "close");
    }
  };
}

/** Status that the log and the counters have for a request whose caller disconnected, as in nginx. */
const callerGone = 499;

/** Whether the work ended because its caller disconnected, so that there is no one to answer. */
function isCutOff(ctx: Context, error: unknown): boolean {
  const hasGone = ctx.res.closed || ctx.req.socket.destroyed;
  if (!hasGone || !(error instanceof Error)) return false;
  // What is read from the request fails in these ways when its connection is gone.
  const type = "type" in error ? error.type : undefined;
  return (
    error.name === "AbortError" || error instanceof DomainError || type === "stream.not.readable"
  );
}

/** Returns the page about a kind of problem. */
const pageOf = (code: ProblemCode, publicUrl = "") => `${publicUrl}/docs/problems#${code}`;

/** Writes the whole reply to what is no HTTP request, for which there is no context. */
export function problemReply(code: ProblemCode, detail: string): string {
  const { status, title } = problems[code];
  const problem: Problem = {
    ...{ type: pageOf(code), status, title, detail, code, traceId: "" },
    retryable: isRetryable(code),
  };
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

function answer(
  ctx: Context,
  { code, message, errors, quota }: DomainError,
  publicUrl: string,
): void {
  const { status, title } = problems[code];
  const traceId = ctx.state.trace.id;
  const problem: Problem = {
    type: pageOf(code, publicUrl),
    status,
    title,
    detail: status >= 500 ? withUnknownOutcome(ctx, message) : message,
    code,
    retryable: isRetryable(code),
    traceId,
    ...(errors ? { errors } : {}),
  };
  ctx.status = status;
  ctx.set(headersOfProblem[code] ?? {});
  if (quota !== undefined)
    ctx.set({ ...quotaHeaders(quota), "Retry-After": String(secondsOf(quota.nextMs)) });
  ctx.body = JSON.stringify(problem);
  ctx.type = "application/problem+json";
}

/** Adds to the message of a write that broke that it may have been done, and how to repeat it. */
function withUnknownOutcome({ state, headers }: Context, message: string): string {
  const row = isOperation(state.operation) ? operations[state.operation] : null;
  // A caller that is not authenticated has not begun a write.
  if (row === null || !changes(row) || state.principal === null) return message;
  const keyed = "headers" in row && headers["idempotency-key"] !== undefined;
  const advice = keyed
    ? "repeating it with the same Idempotency-Key is safe"
    : "look before you repeat it";
  return `${message}. What you asked for may have been done all the same; ${advice}`;
}

function changes({ method, scope }: Operation): boolean {
  return method !== "get" && !scope.endsWith(":read");
}

function isOperation(id: string | null): id is OperationId {
  return id !== null && Object.hasOwn(operations, id);
}

/** Headers that tell a client how to go on. */
const headersOfProblem: { [Code in ProblemCode]?: Record<string, string> } = {
  "not-signed-in": { "WWW-Authenticate": "Bearer" },
  "wrong-credentials": { "WWW-Authenticate": "Bearer" },
  "too-many-requests": { "Retry-After": "30" },
  unavailable: { "Retry-After": "1" },
};

/** Maps Koa's own errors with a status of 4xx to `bad-request`, and all others to `internal`. */
function toDomainError(error: unknown): DomainError {
  const status = error instanceof Error && "status" in error ? error.status : undefined;
  if (typeof status === "number" && status >= 400 && status < 500)
    return new DomainError("bad-request", "The request cannot be read");
  return new DomainError(
    "internal",
    "Something went wrong on our side; the trace id finds it in the logs",
  );
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
