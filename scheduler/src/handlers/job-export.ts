import { Readable } from "node:stream";
import type { ExportFormat } from "@formwork/contracts/job-query";
import { fail } from "@formwork/engine/errors";
import type { JobQuery } from "@formwork/engine/jobs/job-query";
import type { Jobs } from "@formwork/engine/jobs/jobs";
import { exportWriters } from "../export/export-formats.ts";
import { openExport } from "../export/export-jobs.ts";
import type { Reply } from "../http/handler.ts";

/** Exports at once: each reads the store as fast as its caller takes the jobs. */
const maxExports = 4;

/** Streams the jobs that match as a file. */
export function createJobExport({ jobs }: { jobs: Pick<Jobs, "list"> }) {
  let open = 0;
  return async function exportJobs(
    params: { query: JobQuery; format: ExportFormat; signal: AbortSignal },
    reply: Pick<Reply, "file">,
  ): Promise<Readable> {
    const { query, format, signal } = params;
    signal.throwIfAborted();
    if (open >= maxExports)
      fail("too-many-requests", `${maxExports} exports are under way; wait until one has ended`);
    open++;
    signal.addEventListener("abort", () => open--, { once: true });
    const writer = exportWriters[format];
    const pages = await openExport({ jobs, query, writer, signal });
    reply.file(`formwork-jobs-${fileTime(new Date())}.${format}`, writer.mediaType);
    return Readable.from(pages);
  };
}

/** Returns a time as part of a file name, which takes no colon on some systems. */
function fileTime(at: Date): string {
  return at.toISOString().slice(0, 16).replace(":", "");
}
