import { CreateJobAction, JobAction } from "../../jobs/job-action.ts";
import { closed, id } from "../../shapes.ts";
import { get, idempotencyHeaders, listOf, paging, post, repeated } from "../operation.ts";

const actionId = closed({
  id: id("Id of the action"),
});

/** What rows about one action share. */
const oneAction = {
  tag: "actions",
  concerns: "action",
  params: actionId,
  reply: JobAction,
  problems: ["action-not-found"],
} as const;

/** Acting on many jobs at once. */
export const jobActionOperations = {
  "actions.create": post("/jobs/actions", {
    ...{ tag: "actions", concerns: "action" },
    scope: "jobs:write",
    audit: "job.act",
    status: 202,
    makes: "/jobs/actions/:id",
    also: repeated,
    headers: idempotencyHeaders("A key holds for as long as that action is kept"),
    summary: "Cancel, retry, dismiss or delete many jobs: those with the ids, or all that match",
    body: CreateJobAction,
    // 10,000 ids of 64 characters.
    bodyLimit: 1024 * 1024,
    reply: JobAction,
    problems: ["idempotency-conflict", "too-many-requests", "unavailable"],
  }),
  "actions.list": listOf(JobAction, "/jobs/actions", {
    ...{ tag: "actions", concerns: "action" },
    scope: "jobs:read",
    summary: "Actions on many jobs of the last days, the newest first",
    query: closed(paging),
  }),
  "actions.get": get("/jobs/actions/:id", {
    ...oneAction,
    scope: "jobs:read",
    summary: "How far an action has come",
  }),
  "actions.stop": post("/jobs/actions/:id/stop", {
    ...oneAction,
    scope: "jobs:write",
    audit: "job.stop-action",
    summary: "Stop an action: jobs that it has not reached stay as they are",
  }),
};
