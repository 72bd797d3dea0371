import { Readable } from "node:stream";
import type { Engine } from "@formwork/engine/engine";
import { fail } from "@formwork/engine/errors";
import type { Handlers } from "../http/handler.ts";
import { createJobFeed } from "../log-stream/job-feed.ts";
import { streamLog } from "../log-stream/log-stream.ts";

/** A job's log: in pages, and as it is written. */
export function logHandlers({
  engine,
}: {
  engine: Engine;
}): Pick<Handlers, "jobs.logs" | "jobs.log-stream"> {
  const feed = createJobFeed({ bus: engine.bus });
  return {
    "jobs.logs": async ({ params, query }) => {
      const { limit = 50, attempt, after = 0 } = query;
      const from = Math.max(after, offsetOf(query.cursor, "/query/cursor"));
      // One more than asked for tells whether there is a next page.
      const lines = await engine.jobs.logs({ ...params, attempt, after: from, limit: limit + 1 });
      const items = lines.slice(0, limit);
      return { items, next: lines.length > limit ? String(items.at(-1)?.offset) : null };
    },
    "jobs.log-stream": async ({ params, query, headers, signal }) => {
      // Looked up before the reply begins, so that a job that is not there is a 404.
      await engine.jobs.get(params);
      const seen = offsetOf(headers["last-event-id"], "/headers/last-event-id");
      return Readable.from(
        streamLog({ engine, feed, id: params.id, after: Math.max(seen, query.after ?? 0), signal }),
      );
    },
  };
}

function offsetOf(text: string | undefined, pointer: string): number {
  if (text === undefined || text === "") return 0;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  return fail("invalid-request", `${pointer} is no place in a log`, [
    { pointer, message: "is no place in a log", keyword: "pattern" },
  ]);
}
