import type { LogLine } from "@formwork/contracts/job";
import { serializeBy } from "../../../runtime/serialize.ts";
import { isoTime } from "../../iso-time.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobDocument, named } from "../record/documents.ts";
import type { LogChunk } from "../record/other-documents.ts";

type Appending = Parameters<Store["appendLog"]>[0];
type Reading = Parameters<Store["readLog"]>[0];

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

  async function appendLog({ id, token, lines }: Appending): Promise<LogLine[] | null> {
    const fence = { _id: { $eq: id }, state: "running" as const, leaseToken: { $eq: token } };
    const options = { projection: { attempt: 1, lines: 1 }, returnDocument: "after" } as const;
    const job = await connection.ask(() =>
      jobs.findOneAndUpdate(fence, { $inc: { lines: lines.length } }, options),
    );
    if (job === null || lines.length === 0) return job === null ? null : [];
    const chunk = {
      _id: `${id}:${job.lines}`,
      job: id,
      attempt: job.attempt,
      first: job.lines - lines.length + 1,
      last: job.lines,
      lines,
    };
    await connection.ask(() => log_chunks.insertOne(chunk));
    return linesOf(chunk);
  }

  async function readLog({ id, after, limit, attempt }: Reading): Promise<LogLine[]> {
    const filter = {
      job: { $eq: id },
      last: { $gt: after },
      ...(attempt === undefined ? {} : { attempt }),
    };
    // Each chunk has at least one line, so `limit` chunks are enough.
    const options = { sort: { job: 1, last: 1 }, limit, batchSize: limit + 1 } as const;
    const [job, chunks] = await connection.ask(() =>
      Promise.all([
        jobs.findOne<Pick<JobDocument, "_id">>(named(id), { projection: { _id: 1 } }),
        log_chunks.find(filter, options).toArray(),
      ]),
    );
    if (job === null) return [];
    return chunks
      .flatMap(linesOf)
      .filter(({ offset }) => offset > after)
      .slice(0, limit);
  }

  // A reader continues after the last line that it saw. Appends to one log run one after the other,
  // so that no earlier line appears afterwards.
  return { appendLog: serializeBy(({ id }) => id, appendLog), readLog };
}

function linesOf({ attempt, first, lines }: LogChunk): LogLine[] {
  return lines.map(({ stream, text, at }, index) => ({
    attempt,
    offset: first + index,
    stream,
    text,
    at: isoTime(at),
  }));
}
