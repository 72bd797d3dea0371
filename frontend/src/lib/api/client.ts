import { createClient } from "@formwork/contracts/client/client";
import { watchedJobs } from "../watched-jobs.ts";

const baseClient = createClient({ baseUrl: "" });
const startingOperations: ReadonlySet<string> = new Set([
  "jobs.create",
  "jobs.rerun",
  "jobs.retry",
]);

/**
 * The API client of the page, for its own server and signed in by the session cookie. It adds each
 * job that it starts to the watched jobs, so that the user is notified when the job ends.
 */
export const client: typeof baseClient = {
  ...baseClient,
  call: async (id, ...input) => {
    const reply = await baseClient.call(id, ...input);
    if (startingOperations.has(id) && hasId(reply)) watchedJobs.add(reply.id);
    return reply;
  },
};

function hasId(reply: unknown): reply is { id: string } {
  return (
    typeof reply === "object" && reply !== null && "id" in reply && typeof reply.id === "string"
  );
}
