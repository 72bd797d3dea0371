import { AsyncLocalStorage } from "node:async_hooks";

const scope = new AsyncLocalStorage<{ traceId: string } | undefined>();

/**
 * Runs `work` within a trace: every log line that it and what it calls write names the trace id.
 */
export function withinTrace<T>(traceId: string, work: () => T): T {
  return scope.run({ traceId }, work);
}

/** Runs `work` outside of any trace, for what goes on when the caller has had its answer. */
export function outsideTrace<T>(work: () => T): T {
  return scope.run(undefined, work);
}

/** What log lines say of the trace they are written in; nothing outside of one. */
export function traceFields(): { traceId?: string } {
  return { ...scope.getStore() };
}
