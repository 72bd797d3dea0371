import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Middleware } from "./context.ts";

/** Logs and counts every request when its reply is decided. Queries are left out: they may hold what people search for. */
export function logRequests({ telemetry }: { telemetry: Telemetry }): Middleware {
  return async function logRequest(ctx, next) {
    const start = performance.now();
    await next();
    const { operation, principal } = ctx.state;
    const { method, path, status } = ctx;
    const ms = Math.round((performance.now() - start) * 10) / 10;
    const level = operation === null ? "debug" : "info";
    telemetry.log[level]("request.answered", { method, path, operation, status, ms, userId: principal?.id });
    telemetry.count("requests_total", { operation: operation ?? "other", status: String(status) });
  };
}
