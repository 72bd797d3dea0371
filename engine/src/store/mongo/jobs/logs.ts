import type { LogLine } from "@formwork/contracts/job";
import { serializeBy } from "../../../runtime/flow/serialize.ts";
import { isoTime } from "../../iso-time.ts";
import type { Store } from "../../store.ts";
import type { LogRange } from "../../verbs/log-store.ts";
import type { Connection } from "../connection/connection.ts";
import { isDuplicate } from "../connection/duplicate-key.ts";
import { type JobDocument, named } from "../record/documents.ts";
import type { LogChunk } from "../record/other-documents.ts";

type Appending = Parameters<Store["appendLog"]>[0];
type Reading = Parameters<Store["readLog"]>[0];

/** Chunks that are fetched at a time: a chunk is a line, or as many as come within 100 ms. */
const batchSize = 32;

/**
 * Appends and reads log lines. The job's document hands out offsets while the lease is held; lines
 * that got offsets and were not stored leave a gap, so no offset is used twice.
 */
export function createLogs({
  connection,
}: {
  connection: Connection;
}): Pick<Store, "appendLog" | "readLog"> {
  const { jobs, log_chunks } = connection.collections;

  async function appendLog({ id, token, after, lines }: Appending): Promise<LogLine[] | null> {
    const job = await takeOffsets({ id, token, after, lines });
    if (job === null || lines.length === 0) return job === null ? null : [];
    const before = after ?? job.lines;
    if (before !== job.lines && (await goesOn(id, before))) return [];
    const last = before + lines.length;
    const chunk = { job: id, attempt: job.attempt, first: before + 1, last, lines };
    return (await insertChunk({ _id: `${id}:${last}`, ...chunk })) ? linesOf(chunk) : [];
  }

  /** Returns the job as it was before the lines got their offsets; null where the lease is lost. */
  function takeOffsets({ id, token, after, lines }: Appending) {
    const held = { state: "running" as const, leaseToken: { $eq: token } };
    const ending = { endingToken: { $eq: token } };
    const fence = { _id: { $eq: id }, $or: after === undefined ? [held, ending] : [held] };
    const options = { projection: { attempt: 1, lines: 1 }, returnDocument: "before" } as const;
    const offsets =
      after === undefined
        ? { $inc: { lines: lines.length } }
        : { $max: { lines: after + lines.length } };
    return connection.ask(() => jobs.findOneAndUpdate(fence, offsets, options));
  }

  /** Returns true where lines are stored after an offset, so that more than a gap follows it. */
  async function goesOn(id: string, offset: number): Promise<boolean> {
    const later = { job: { $eq: id }, last: { $gt: offset } };
    return (await connection.ask(() => log_chunks.findOne(later))) !== null;
  }

  /** Returns false where the same chunk is stored already: a call with `after` was repeated. */
  async function insertChunk(chunk: LogChunk): Promise<boolean> {
    try {
      await connection.ask(() => log_chunks.insertOne(chunk));
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  async function readLog({ id, ...range }: Reading): Promise<LogLine[]> {
    return connection.ask(async () => {
      const [job, lines] = await Promise.all([
        jobs.findOne<Pick<JobDocument, "_id">>(named(id), { projection: { _id: 1 } }),
        range.newest === true ? readNewest(id, range) : readOldest(id, range),
      ]);
      return job === null ? [] : lines;
    });
  }

  async function readOldest(id: string, range: LogRange): Promise<LogLine[]> {
    const found: LogLine[] = [];
    const { after, before = Number.MAX_SAFE_INTEGER, limit } = range;
    const chunks = log_chunks.find(
      { ...chunksOf(id, range), last: { $gt: after } },
      { sort: { job: 1, last: 1 }, batchSize },
    );
    for await (const chunk of chunks) {
      found.push(...linesOf(chunk).filter(isWithin(range)));
      if (found.length >= limit || chunk.last >= before) break;
    }
    return found.slice(0, limit);
  }

  /** Reads backwards, from the chunk in which the line before `before` may stand. */
  async function readNewest(id: string, range: LogRange): Promise<LogLine[]> {
    const { after, before, limit } = range;
    const chunks = chunksOf(id, range);
    const end =
      before === undefined
        ? null
        : await log_chunks.findOne(
            { ...chunks, last: { $gte: before } },
            { sort: { job: 1, last: 1 } },
          );
    const earlier = log_chunks.find(
      { ...chunks, last: { $gt: after, ...(before === undefined ? {} : { $lt: before }) } },
      { sort: { job: -1, last: -1 }, batchSize },
    );
    // Chunks, newest first, so that each is turned round only once.
    const parts = [end === null ? [] : linesOf(end).filter(isWithin(range))];
    let count = parts[0]?.length ?? 0;
    for await (const chunk of earlier) {
      if (count >= limit) break;
      const lines = linesOf(chunk).filter(isWithin(range));
      parts.push(lines);
      count += lines.length;
    }
    return parts.reverse().flat().slice(-limit);
  }

  // A reader continues after the last line that it saw. Appends to one log run one after the other,
  // so that no earlier line appears afterwards.
  return { appendLog: serializeBy(({ id }) => id, appendLog), readLog };
}

function chunksOf(id: string, { attempt }: LogRange) {
  return { job: { $eq: id }, ...(attempt === undefined ? {} : { attempt }) };
}

function isWithin({ after, before = Number.MAX_SAFE_INTEGER }: LogRange) {
  return ({ offset }: LogLine) => offset > after && offset < before;
}

function linesOf({ attempt, first, lines }: Omit<LogChunk, "_id">): LogLine[] {
  return lines.map(({ stream, text, at }, index) => ({
    attempt,
    offset: first + index,
    stream,
    text,
    at: isoTime(at),
  }));
}
