import { type Client, createClient } from "@formwork/contracts/client/client";
import { createRenewingFetch } from "@formwork/contracts/client/renewing-fetch";
import type { Job } from "@formwork/contracts/job";
import { recentTemplates } from "../storage/own-templates.ts";
import type { StoredIds } from "../storage/stored-ids.ts";
import { watchedJobs } from "../storage/watched-jobs.ts";
import { fetchAndReadClock } from "./fetch-and-read-clock.ts";
import { session } from "./session/session.ts";

const startingOperations: ReadonlySet<string> = new Set([
  "jobs.create",
  "jobs.rerun",
  "jobs.retry",
  "schedules.trigger",
]);

type Lists = { watched: Pick<StoredIds, "add">; recent: Pick<StoredIds, "add"> };

/**
 * Wraps a client so that each job that is started through it is added to `watched`, and its template
 * to `recent`.
 */
export function watchStartedJobs(base: Client, { watched, recent }: Lists): Client {
  return {
    ...base,
    call: async (id, ...input) => {
      const reply = await base.call(id, ...input);
      if (startingOperations.has(id) && isJob(reply)) {
        watched.add(reply.id);
        recent.add(reply.template.name);
      }
      return reply;
    },
  };
}

/** Sends a request; one whose token has ended is sent again with the cookies of new tokens. */
const fetchSignedIn = createRenewingFetch(fetchAndReadClock, async () =>
  (await session.renew()) ? {} : null,
);

/**
 * The API client of the page, for its own server and signed in by the session cookie. The user is
 * notified when a job ends that was started through it.
 */
export const client: Client = watchStartedJobs(
  createClient({ baseUrl: "", fetch: fetchSignedIn }),
  { watched: watchedJobs, recent: recentTemplates },
);

function isJob(reply: unknown): reply is Pick<Job, "id" | "template"> {
  return typeof reply === "object" && reply !== null && "id" in reply && "template" in reply;
}
