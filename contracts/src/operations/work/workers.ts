import { closed, line } from "../../shapes.ts";
import { Worker, WorkerCounts } from "../../worker.ts";
import { get, listOf, paging, post, remove } from "../operation.ts";

/** What rows about one worker share. */
const oneWorker = {
  tag: "workers",
  concerns: "house",
  scope: "workers:write",
  params: closed({
    id: line({ minLength: 1, maxLength: 300, description: "Id of the worker" }),
  }),
  problems: ["worker-not-found", "worker-conflict"],
} as const;

/** Finding workers, and telling them to drain. */
export const workerOperations = {
  "workers.list": listOf(Worker, "/workers", {
    tag: "workers",
    concerns: "house",
    scope: "workers:read",
    summary: "Workers by their start, then those that went offline in the last day, newest first",
    query: closed(paging),
  }),
  "workers.counts": get("/workers/counts", {
    tag: "workers",
    concerns: "house",
    scope: "workers:read",
    summary: "How many workers there are, their slots, and which of them are missing",
    reply: WorkerCounts,
  }),
  "workers.drain": post("/workers/:id/drain", {
    ...oneWorker,
    audit: "worker.drain",
    summary: "Let it claim no more jobs; it finishes those that it runs and gives none back",
    reply: Worker,
  }),
  "workers.resume": post("/workers/:id/resume", {
    ...oneWorker,
    audit: "worker.resume",
    summary: "Let a worker that drains claim jobs again",
    reply: Worker,
  }),
  "workers.forget": remove("/workers/:id", {
    ...oneWorker,
    audit: "worker.forget",
    summary: "Take a worker that is offline out of the list",
  }),
};
