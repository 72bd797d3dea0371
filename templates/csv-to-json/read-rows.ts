import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { type Info, parse } from "csv-parse";

export type Source = { kind: "text"; text: string } | { kind: "file"; path: string };

/** The cells of one row, the line it starts in, and the bytes read so far. */
export type Row = { cells: string[]; line: number; bytes: number };

/** Returns the size of the source in bytes. Throws where it is not a file that exists. */
export async function sizeOf(source: Source): Promise<number> {
  if (source.kind === "text") return Buffer.byteLength(source.text);
  const file = await stat(source.path).catch(() => undefined);
  if (!file?.isFile()) throw new Error(`There is no file ${source.path} on this worker`);
  return file.size;
}

/** Reads the rows one by one, so that a file may be larger than memory. */
export async function* readRows(
  source: Source,
  delimiter: string,
  signal: AbortSignal,
): AsyncGenerator<Row> {
  const input: Readable =
    source.kind === "text"
      ? Readable.from([source.text])
      : createReadStream(source.path, { signal });
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  });
  input.on("error", (error) => parser.destroy(error)).pipe(parser);
  for await (const { record, raw, info } of parser as AsyncIterable<{
    record: string[];
    raw: string;
    info: Info;
  }>) {
    signal.throwIfAborted();
    yield { cells: record, line: info.lines - newlines(raw), bytes: info.bytes };
  }
}

/**
 * Counts the line breaks within a row, which quoted cells may contain. `info.lines` is its last
 * line.
 */
function newlines(raw: string): number {
  return raw.trim().split("\n").length - 1;
}
