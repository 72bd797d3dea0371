import { AsyncLocalStorage } from "node:async_hooks";
import {
  type TraceFields,
  traceFieldsOf,
  traceHeaders,
} from "@formwork/contracts/events/trace-context";

/** The trace of some work: its ids for log lines, and the span that spans of the work are below. */
type Scope = { fields?: TraceFields; parent?: string | undefined };

const scope = new AsyncLocalStorage<Scope | undefined>();

/** Returns what log lines say of a trace, given as one text (`trace-context.ts`). */
export function fieldsOfTrace(trace: string | null | undefined): TraceFields {
  return trace == null ? {} : traceFieldsOf(traceHeaders(trace));
}

/** Runs `work` within a trace: each log line written by it and by its calls has its ids. */
export function withinTrace<T>(trace: string | null, work: () => T): T {
  const parent = trace === null ? undefined : traceHeaders(trace).traceparent;
  return scope.run({ fields: fieldsOfTrace(trace), parent }, work);
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
export function traceFields(): TraceFields {
  return scope.getStore()?.fields ?? {};
}
