import { createHash, randomBytes } from "node:crypto";
import { givenTraceIdOf, isTraceId, joinTrace } from "@formwork/contracts/events/trace-context";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { fieldsOfTrace, withinTrace } from "@formwork/engine/runtime/trace-scope";
import type { Context, Middleware, Trace } from "../context.ts";

/**
 * Gives every request a trace id: the caller's if it is well-formed, else a new one. The reply and
 * every log line of the request carry it, those of workers and notifiers too: as in W3C trace
 * context, and beside that as the caller wrote it.
 */
export function traceRequests({ telemetry }: { telemetry: Telemetry }): Middleware {
  return async function traceRequest(ctx, next) {
    const given = traceOf(ctx.get("X-Trace-Id"), ctx.get("traceparent"), ctx.get("tracestate"));
    const fields = { method: ctx.method };
    const span = telemetry.trace("http.request", { parent: parentGiven(ctx, given), fields });
    ctx.state.trace = ofSpan(given, span.traceparent);
    ctx.state.principal = null;
    ctx.state.principalNow = async () => null;
    ctx.state.operation = null;
    ctx.state.intend = async () => undefined;
    ctx.state.deed = { params: null, body: null, before: null, value: null };
    ctx.set("X-Trace-Id", ctx.state.trace.id);
    try {
      await withinTrace(ctx.state.trace.parent, next);
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
  const { givenTraceId } = fieldsOfTrace(given.parent);
  const [, hex = given.id] = traceparent.split("-");
  const id = given.parent.includes(hex) ? given.id : hex;
  return { id, parent: joinTrace(traceparent, givenTraceId) };
}

/** Reads the trace from `X-Trace-Id`, else from `traceparent` and `tracestate`, else makes one. */
export function traceOf(traceId: string, traceparent: string, tracestate = ""): Trace {
  if (isTraceId(traceId)) {
    const hex = hexOf(traceId);
    const given = hex === traceId ? undefined : traceId;
    return { id: traceId, parent: joinTrace(parentOf(hex), given) };
  }
  const [, hex, flags] =
    /^[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-([\da-f]{2})/.exec(traceparent) ?? [];
  const id = hex ?? randomBytes(16).toString("hex");
  const given = hex === undefined ? undefined : givenTraceIdOf(tracestate);
  return { id, parent: joinTrace(parentOf(id, flags), given) };
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
