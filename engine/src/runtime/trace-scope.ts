import { AsyncLocalStorage } from "node:async_hooks";

const scope = new AsyncLocalStorage<{ traceId: string }>();

/** Runs `work` within a trace: every log line that it and what it calls write names the trace id. */
export function withinTrace<T>(traceId: string, work: () => T): T {
  return scope.run({ traceId }, work);
}

/** What log lines say of the trace they are written in; nothing outside of one. */
export function traceFields(): { traceId?: string } {
  return { ...scope.getStore() };
}
