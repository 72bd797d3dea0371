import { createClient } from "@formwork/contracts/client/client";
import { watchedJobs } from "../watched-jobs.ts";

const bare = createClient({ baseUrl: "" });
const starts: ReadonlySet<string> = new Set(["jobs.create", "jobs.rerun", "jobs.retry"]);

/**
 * The browser's client: the page's own server, signed in by the session cookie.
 * A job started through it is remembered as this browser's own, so that its end can be told.
 */
export const client: typeof bare = {
  ...bare,
  call: async (id, ...input) => {
    const reply = await bare.call(id, ...input);
    if (starts.has(id) && isRow(reply)) watchedJobs.add(reply.id);
    return reply;
  },
};

function isRow(reply: unknown): reply is { id: string } {
  return (
    typeof reply === "object" && reply !== null && "id" in reply && typeof reply.id === "string"
  );
}
