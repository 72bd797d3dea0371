import { changeQueue, pauseQueue, resumeQueue } from "./change-queue.ts";
import { listKeys } from "./list-keys.ts";
import { getQueue, listQueues } from "./list-queues.ts";
import type { QueueDeps } from "./queue-deps.ts";
import type { Queues } from "./queues.ts";

/** Joins the verbs of queues; each that writes is timed and logged as a span. */
export function createQueues(deps: QueueDeps): Queues {
  const { span } = deps.telemetry;
  return {
    list: (params) => listQueues(deps, params),
    get: ({ name }) => getQueue(deps, name),
    keys: (params) => listKeys(deps, params),
    change: (params) =>
      span("queue.change", { queue: params.name }, () => changeQueue(deps, params)),
    pause: (params) => span("queue.pause", { queue: params.name }, () => pauseQueue(deps, params)),
    resume: (params) =>
      span("queue.resume", { queue: params.name }, () => resumeQueue(deps, params)),
  };
}
