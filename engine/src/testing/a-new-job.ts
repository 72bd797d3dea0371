import { v7 as newId } from "uuid";
import type { NewJob } from "../store/verbs/job-store.ts";

/** Builds a job to store: due at once and waiting for no other, with the fields given. */
export function aNewJob(given: Partial<NewJob> = {}): NewJob {
  return {
    id: newId(),
    template: { name: "greet", version: 1 },
    kind: "module",
    payload: { name: "Ada" },
    summary: "Ada",
    priority: 4,
    queue: "default",
    tags: [],
    maxAttempts: 3,
    timeoutMs: 60_000,
    runAt: null,
    createdBy: "user-1",
    rerunOf: null,
    scheduleId: null,
    dependsOn: [],
    onDependencyFailure: "cancel",
    onLost: "retry",
    concurrency: null,
    idempotency: null,
    traceparent: null,
    ...given,
  };
}
