import { AsyncLocalStorage } from "node:async_hooks";

const scope = new AsyncLocalStorage<{ traceId: string } | undefined>();

/** Runs `work` within a trace: each log line written by it and by its calls has the trace id. */
export function withinTrace<T>(traceId: string, work: () => T): T {
  return scope.run({ traceId }, work);
}

/** Runs `work` outside of any trace: for work that outlives the request that started it. */
export function outsideTrace<T>(work: () => T): T {
  return scope.run(undefined, work);
}

/** Returns the fields that a log line gets from its trace; none outside of one. */
export function traceFields(): { traceId?: string } {
  return { ...scope.getStore() };
}
