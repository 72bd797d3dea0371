import { createHash, randomBytes } from "node:crypto";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { traceIdOf, withinTrace } from "@formwork/engine/runtime/trace-scope";
import type { Context, Middleware, Trace } from "../context.ts";

/**
 * Gives every request a trace id: the caller's if it is well-formed, else a new one. The reply and
 * every log line of the request carry it; the lines have it as in W3C trace context, by which workers
 * and notifiers know it too.
 */
export function traceRequests({ telemetry }: { telemetry: Telemetry }): Middleware {
  return async function traceRequest(ctx, next) {
    const given = traceOf(ctx.get("X-Trace-Id"), ctx.get("traceparent"));
    const fields = { method: ctx.method };
    const span = telemetry.trace("http.request", { parent: parentGiven(ctx, given), fields });
    ctx.state.trace = ofSpan(given, span.traceparent);
    ctx.state.principal = null;
    ctx.state.principalNow = async () => null;
    ctx.state.operation = null;
    ctx.state.deed = { params: null, body: null, before: null, value: null };
    ctx.set("X-Trace-Id", ctx.state.trace.id);
    const { parent } = ctx.state.trace;
    try {
      await withinTrace(traceIdOf(parent), next, parent);
    } finally {
      span.end(ctx.status >= 500 ? "failed" : "done");
    }
  };
}

/** Returns the span of the caller, or one in the caller's trace; null where it named none. */
function parentGiven(ctx: Context, given: Trace): string | null {
  const caller = ctx.get("traceparent");
  if (caller.startsWith(`00-${given.id}-`)) return caller;
  return ctx.get("X-Trace-Id") === given.id ? given.parent : null;
}

/** Where requests are traced, what follows is below the span of the request. */
function ofSpan(given: Trace, traceparent: string | null): Trace {
  if (traceparent === null) return given;
  const [, hex = given.id] = traceparent.split("-");
  return { id: given.parent.includes(hex) ? given.id : hex, parent: traceparent };
}

/** Reads the trace from `X-Trace-Id`, else from `traceparent`, else makes one. */
export function traceOf(traceId: string, traceparent: string): Trace {
  if (/^[\w-]{8,64}$/.test(traceId)) return { id: traceId, parent: parentOf(hexOf(traceId)) };
  const [, hex, flags] =
    /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-([\da-f]{2})/.exec(traceparent) ?? [];
  const id = hex ?? randomBytes(16).toString("hex");
  return { id, parent: parentOf(id, flags) };
}

function parentOf(hex: string, flags = "01"): string {
  return `00-${hex}-${randomBytes(8).toString("hex")}-${flags}`;
}

/** Returns 32 hex digits for W3C trace context: a UUID without dashes, or a hash of another id. */
function hexOf(id: string): string {
  const bare = id.replaceAll("-", "").toLowerCase();
  return /^(?!0{32})[\da-f]{32}$/.test(bare)
    ? bare
    : createHash("sha256").update(id).digest("hex").slice(0, 32);
}
