import { ChangeQueue, PauseQueue, Queue, QueueKeys, queueName } from "../../queue.ts";
import { closed } from "../../shapes.ts";
import { get, listOf, paging, patch, post } from "../operation.ts";

/** What rows about one queue share. */
const oneQueue = {
  tag: "queues",
  concerns: "house",
  params: closed({ name: queueName }),
  reply: Queue,
} as const;

/** What every change of a queue shares. */
const change = { ...oneQueue, scope: "queues:write", problems: ["too-many-queues"] } as const;

/** Watching, pausing and limiting queues. */
export const queueOperations = {
  "queues.list": listOf(Queue, "/queues", {
    tag: "queues",
    concerns: "house",
    scope: "queues:read",
    summary: "Queues by name, with their rules and how much waits in each",
    query: closed(paging),
  }),
  "queues.get": get("/queues/:name", {
    ...oneQueue,
    scope: "queues:read",
    summary: "One queue; a name that nothing uses has an empty one",
  }),
  "queues.keys": get("/queues/:name/keys", {
    ...oneQueue,
    scope: "queues:read",
    summary: "Concurrency keys of which as many jobs run as may, and who waits for them",
    reply: QueueKeys,
  }),
  "queues.change": patch("/queues/:name", {
    ...change,
    audit: "queue.change",
    summary: "Limit how many of its jobs run at once, over all workers",
    body: ChangeQueue,
  }),
  "queues.pause": post("/queues/:name/pause", {
    ...change,
    audit: "queue.pause",
    summary: "Start no job of it until it is resumed; running ones go on",
    body: PauseQueue,
  }),
  "queues.resume": post("/queues/:name/resume", {
    ...change,
    audit: "queue.resume",
    summary: "Let its jobs start again",
  }),
};
