import { Readable } from "node:stream";
import type { Job } from "@formwork/contracts/job";
import type { QueryOf, ReplyOf } from "@formwork/contracts/operations/operations";
import { isFinal } from "@formwork/contracts/states";
import type { Engine } from "@formwork/engine/engine";
import { fail } from "@formwork/engine/errors";
import type { JobChanges } from "../../log-stream/job-changes.ts";
import { streamLog } from "../../log-stream/stream-log.ts";
import { parsePlace, type StreamPlace } from "../../log-stream/stream-place.ts";

/** Reads logs of jobs, in pages and as streams. */
export function createJobLogs(engine: Engine, changes: JobChanges) {
  return {
    /** Returns one page, and when lines of earlier were removed. */
    async page(params: { id: string; query: QueryOf<"jobs.logs"> }) {
      const [lines, removedAt] = await Promise.all([
        linesOf(engine, params),
        engine.jobs.logRemovedAt(params),
      ]);
      return { ...lines, removedAt };
    },
    /**
     * Opens a stream after the greater of two offsets; null where the reader has all of it. Fails first
     * if there is no such job.
     */
    async stream(params: {
      id: string;
      after?: number;
      lastEventId?: string;
      signal: AbortSignal;
    }) {
      const { id, after = 0, lastEventId = "", signal } = params;
      const place = lastEventId === "" ? { offset: 0 } : placeOf(lastEventId);
      const job = await engine.jobs.get({ id });
      const from = Math.max(place.offset, after);
      if (place.isEnd === true && (await isOver(engine, job, { ...place, offset: from })))
        return null;
      return Readable.from(streamLog({ engine, changes, id, after: from, signal }));
    },
  };
}

/** Returns the lines of one page; its cursor is the offset of its last line. */
async function linesOf(
  engine: Engine,
  { id, query }: { id: string; query: QueryOf<"jobs.logs"> },
): Promise<Omit<ReplyOf<"jobs.logs">, "removedAt">> {
  const { limit = 50, attempt, after = 0, before, tail } = query;
  const cursor = offsetOf(query.cursor, "/query/cursor");
  const range = { id, attempt, before, after: Math.max(after, cursor) };
  // One line more than asked for shows whether there is another page.
  if (tail !== undefined) {
    if (query.cursor !== undefined) refuseCursor();
    const lines = await engine.jobs.logs({ ...range, newest: true, limit: tail + 1 });
    const items = lines.slice(-tail);
    const previous = lines.length > tail ? (items[0]?.offset ?? null) : null;
    return { items, next: null, previous };
  }
  const lines = await engine.jobs.logs({ ...range, limit: limit + 1 });
  const items = lines.slice(0, limit);
  return { items, next: lines.length > limit ? String(items.at(-1)?.offset) : null };
}

/** Whether nothing has come after the end that a reader has received. */
async function isOver(engine: Engine, job: Job, { offset, seq }: StreamPlace): Promise<boolean> {
  if (!isFinal(job.state) || job.seq !== seq) return false;
  return (await engine.jobs.logs({ id: job.id, after: offset, limit: 1 })).length === 0;
}

function placeOf(text: string): StreamPlace {
  return parsePlace(text) ?? refusePlace("/headers/last-event-id");
}

function refuseCursor(): never {
  return fail("invalid-request", "A cursor leads to newer lines, and tail is their end", [
    {
      pointer: "/query/cursor",
      message: "cannot be given with tail; pass `previous` of the reply as `before`",
      keyword: "not",
    },
  ]);
}

function offsetOf(text: string | undefined, pointer: string): number {
  if (text === undefined || text === "") return 0;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  return refusePlace(pointer);
}

function refusePlace(pointer: string): never {
  return fail("invalid-request", `${pointer} is no place in a log`, [
    { pointer, message: "is no place in a log", keyword: "pattern" },
  ]);
}
