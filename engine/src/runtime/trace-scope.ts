import { AsyncLocalStorage } from "node:async_hooks";

/** The trace of some work: its id for log lines, and the span that spans of the work are below. */
type Scope = { traceId?: string | undefined; parent?: string | undefined };

const scope = new AsyncLocalStorage<Scope | undefined>();

/** Returns the trace id in W3C trace context. */
export function traceIdOf(traceparent: string | null | undefined): string | undefined {
  return traceparent?.split("-")[1];
}

/** Runs `work` within a trace: each log line written by it and by its calls has the trace id. */
export function withinTrace<T>(traceId: string | undefined, work: () => T, parent?: string): T {
  return scope.run({ traceId, parent }, work);
}

/** Runs `work` below a span, given as W3C trace context. */
export function withinSpan<T>(parent: string, work: () => T): T {
  return scope.run({ ...scope.getStore(), parent }, work);
}

/** Runs `work` outside of any trace: for work that outlives the request that started it. */
export function outsideTrace<T>(work: () => T): T {
  return scope.run(undefined, work);
}

/** Returns the span that this work is below, as W3C trace context; null outside of any. */
export function currentParent(): string | null {
  return scope.getStore()?.parent ?? null;
}

/** Returns the fields that a log line gets from its trace; none outside of one. */
export function traceFields(): { traceId?: string } {
  const traceId = scope.getStore()?.traceId;
  return traceId === undefined ? {} : { traceId };
}
