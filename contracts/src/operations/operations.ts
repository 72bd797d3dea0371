import type { Static, TSchema } from "typebox";
import { accountOperations } from "./accounts/accounts.ts";
import { apiKeyOperations } from "./accounts/api-keys.ts";
import { userOperations } from "./accounts/users.ts";
import { auditOperations } from "./audit.ts";
import { devOperations } from "./dev.ts";
import { eventOperations } from "./events.ts";
import { deadLetterOperations } from "./jobs/dead-letters.ts";
import { jobActionOperations } from "./jobs/job-actions.ts";
import { jobOperations } from "./jobs/jobs.ts";
import { viewOperations } from "./jobs/views.ts";
import type { Operation } from "./operation.ts";
import { scheduleOperations } from "./schedules.ts";
import { secretOperations } from "./secrets.ts";
import { settingOperations } from "./settings.ts";
import { templateOperations } from "./templates.ts";
import { queueOperations } from "./work/queues.ts";
import { workOperations } from "./work/work.ts";
import { workerOperations } from "./work/workers.ts";

/**
 * The one table of HTTP operations, by id. Where two paths fit a request, the earlier row answers
 * it.
 */
export const operations = {
  ...accountOperations,
  ...userOperations,
  ...apiKeyOperations,
  ...templateOperations,
  // Before the jobs: `errors` is not an id of one.
  ...deadLetterOperations,
  ...jobActionOperations,
  ...jobOperations,
  ...viewOperations,
  ...scheduleOperations,
  ...queueOperations,
  ...workerOperations,
  ...eventOperations,
  ...settingOperations,
  ...auditOperations,
  ...secretOperations,
  ...workOperations,
  ...devOperations,
} satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationId = keyof Operations;
type Part<Id extends OperationId, Key extends keyof Operation, None> =
  Operations[Id] extends Record<Key, infer S extends TSchema> ? Static<S> : None;

export type ParamsOf<Id extends OperationId> = Part<Id, "params", Record<string, never>>;
export type QueryOf<Id extends OperationId> = Part<Id, "query", Record<string, never>>;
export type HeadersOf<Id extends OperationId> = Part<Id, "headers", Record<string, never>>;
export type BodyOf<Id extends OperationId> = Part<Id, "body", undefined>;
export type ReplyOf<Id extends OperationId> = Part<Id, "reply", undefined>;
