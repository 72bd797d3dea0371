import { Readable } from "node:stream";
import type { ExportFormat } from "@formwork/contracts/job-query";
import { fail } from "@formwork/engine/errors";
import type { ExportWriters } from "../export/export-formats.ts";
import { openExport, type ReadPage } from "../export/export-pages.ts";
import type { Reply } from "../http/handler.ts";

/** Exports of one kind at once: each reads the store as fast as its caller takes the items. */
const maxExports = 4;

/** Streams what matches as a file, whose name begins with `formwork-` and `name`. */
export function createExportFiles<Item>(name: string, writers: ExportWriters<Item>) {
  let open = 0;
  return async function exportFile(
    params: { readPage: ReadPage<Item>; format: ExportFormat; signal: AbortSignal },
    reply: Pick<Reply, "file">,
  ): Promise<Readable> {
    const { readPage, format, signal } = params;
    signal.throwIfAborted();
    if (open >= maxExports)
      fail("too-many-requests", `${maxExports} exports are under way; wait until one has ended`);
    open++;
    signal.addEventListener("abort", () => open--, { once: true });
    const writer = writers[format];
    const pages = await openExport({ readPage, writer, signal });
    reply.file(`formwork-${name}-${fileTime(new Date())}.${format}`, writer.mediaType);
    return Readable.from(pages);
  };
}

/** Returns a time as part of a file name, which takes no colon on some systems. */
function fileTime(at: Date): string {
  return at.toISOString().slice(0, 16).replace(":", "");
}
