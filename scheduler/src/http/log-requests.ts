import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { problems } from "@formwork/contracts/problem";
import type { LogLevel, Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Middleware } from "./context.ts";

/**
 * Logs and counts every request once its status is known. Query strings are not logged: they may
 * contain personal data.
 */
export function logRequests({ telemetry }: { telemetry: Telemetry }): Middleware {
  return async function logRequest(ctx, next) {
    const start = performance.now();
    await next();
    const { operation, principal, jobId, refusal } = ctx.state;
    const { method, path, status } = ctx;
    const ms = Math.round((performance.now() - start) * 10) / 10;
    const level = levelOf(status, operation !== null);
    telemetry.log[level]("request.answered", {
      method,
      path,
      operation,
      status,
      ms,
      userId: principal?.id,
      jobId,
      ...refusal,
    });
    const route = routeOf(operation);
    telemetry.count("http_requests_total", { ...route, status: String(status) });
    telemetry.observe("http_request_seconds", (performance.now() - start) / 1000, route);
  };
}

/** Names an operation by its method and path; other paths share one name, as callers choose them. */
function routeOf(operation: string | null): { method: string; route: string } {
  const known: Partial<Record<string, Operation>> = operations;
  const row = known[operation ?? ""];
  return row === undefined
    ? { method: "other", route: "other" }
    : { method: row.method.toUpperCase(), route: row.path };
}

/**
 * Returns `error` for a bug of the server and `warn` for an unavailable dependency. Probes, pages
 * and files are too frequent for more than `debug`.
 */
function levelOf(status: number, isOperation: boolean): LogLevel {
  if (status >= 500 && status !== problems.unavailable.status) return "error";
  if (!isOperation) return "debug";
  return status >= 500 ? "warn" : "info";
}
