import type { Engine } from "@formwork/engine/engine";
import { createEventFeed } from "../event-stream/event-feed.ts";
import type { Handlers } from "../http/handler.ts";
import { accountHandlers } from "./accounts/accounts.ts";
import { apiKeyHandlers } from "./accounts/api-keys.ts";
import { userHandlers } from "./accounts/users.ts";
import { auditHandlers } from "./audit.ts";
import { devHandlers } from "./dev.ts";
import { eventHandlers } from "./events.ts";
import { deadLetterHandlers } from "./jobs/dead-letters.ts";
import { jobActionHandlers } from "./jobs/job-actions.ts";
import { jobHandlers } from "./jobs/jobs.ts";
import { viewHandlers } from "./jobs/views.ts";
import { scheduleHandlers } from "./schedules.ts";
import { secretHandlers } from "./secrets.ts";
import { settingHandlers } from "./settings.ts";
import { templateHandlers } from "./templates.ts";
import { queueHandlers } from "./work/queues.ts";
import { workHandlers } from "./work/work.ts";
import { workerHandlers } from "./work/workers.ts";

/** Joins the handlers of all tags. A missing handler is a type error. */
export function createHandlers(
  engine: Engine,
  { generateJobs, publicUrl }: { generateJobs: boolean; publicUrl: string },
): Handlers {
  const feed = createEventFeed(engine);
  return {
    ...accountHandlers(engine, publicUrl),
    ...userHandlers(engine, publicUrl),
    ...apiKeyHandlers(engine),
    ...templateHandlers(engine),
    ...jobHandlers(engine, feed),
    ...eventHandlers(engine, feed),
    ...deadLetterHandlers(engine),
    ...jobActionHandlers(engine),
    ...viewHandlers(engine),
    ...scheduleHandlers(engine),
    ...queueHandlers(engine),
    ...workerHandlers(engine),
    ...settingHandlers(engine),
    ...auditHandlers(engine),
    ...secretHandlers(engine),
    ...workHandlers(engine),
    ...devHandlers(engine, generateJobs),
  };
}
