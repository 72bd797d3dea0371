import { problems } from "@formwork/contracts/problem";
import type { LogLevel, Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Middleware } from "./context.ts";

/** Logs and counts every request when its reply is decided. Queries are left out: they may hold what people search for. */
export function logRequests({ telemetry }: { telemetry: Telemetry }): Middleware {
  return async function logRequest(ctx, next) {
    const start = performance.now();
    await next();
    const { operation, principal } = ctx.state;
    const { method, path, status } = ctx;
    const ms = Math.round((performance.now() - start) * 10) / 10;
    telemetry.log[levelOf(status, operation !== null)]("request.answered", { method, path, operation, status, ms, userId: principal?.id });
    telemetry.count("requests_total", { operation: operation ?? "other", status: String(status) });
  };
}

/** A fault of ours is an error; to be unavailable passes. Probes, pages and files are asked for too often to be told of each. */
function levelOf(status: number, isOperation: boolean): LogLevel {
  if (!isOperation) return "debug";
  if (status < 500) return "info";
  return status === problems.unavailable.status ? "warn" : "error";
}
