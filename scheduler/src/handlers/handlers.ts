import type { Engine } from "@formwork/engine/engine";
import { createEventFeed } from "../event-stream/event-feed.ts";
import type { Handlers } from "../http/handler.ts";
import { accountHandlers } from "./accounts.ts";
import { apiKeyHandlers } from "./api-keys.ts";
import { auditHandlers } from "./audit.ts";
import { deadLetterHandlers } from "./dead-letters.ts";
import { devHandlers } from "./dev.ts";
import { eventHandlers } from "./events.ts";
import { jobActionHandlers } from "./job-actions.ts";
import { jobHandlers } from "./jobs.ts";
import { queueHandlers } from "./queues.ts";
import { scheduleHandlers } from "./schedules.ts";
import { secretHandlers } from "./secrets.ts";
import { settingHandlers } from "./settings.ts";
import { templateHandlers } from "./templates.ts";
import { userHandlers } from "./users.ts";
import { viewHandlers } from "./views.ts";
import { workHandlers } from "./work.ts";
import { workerHandlers } from "./workers.ts";

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
