import type { Progress } from "@formwork/contracts/job";
import { readChunk } from "../process/attempt-folder.ts";
import { createLineSplitter } from "../process/line-splitter.ts";

/** Reads the lines, such as `40 resizing`, that a program appends to a file. */
export type ProgressTail = { stop: () => Promise<void> };

const chunkBytes = 64 * 1024;

/** Starts to read what was appended every `ms` milliseconds, and once more when stopped. */
export function tailProgress(params: {
  file: string;
  ms: number;
  onProgress: (progress: Progress) => void;
}): ProgressTail {
  let position = 0;
  let reading: Promise<void> = Promise.resolve();
  const lines = createLineSplitter((line) => {
    const progress = parseProgress(line);
    if (progress !== null) params.onProgress(progress);
  });
  async function readAppended() {
    const chunk = await readChunk(params.file, position, chunkBytes);
    if (chunk === null || chunk.length === 0) return;
    position += chunk.length;
    lines.write(chunk);
    if (chunk.length === chunkBytes) await readAppended();
  }
  const next = () => (reading = reading.then(readAppended));
  const timer = setInterval(next, params.ms);
  return {
    async stop() {
      clearInterval(timer);
      await next();
      lines.end();
    },
  };
}

/** A longer line is cut: of a message far less is stored. */
const maxLineLength = 4096;

/** Parses `40 message`, `40` or `40%`. Returns null for any other line. */
export function parseProgress(line: string): Progress | null {
  const [, number, message] = form.exec(line.slice(0, maxLineLength).trim()) ?? [];
  const percent = Number(number);
  if (number === undefined || percent > 100) return null;
  return message === undefined ? { percent } : { percent, message };
}

const form = /^(\d{1,3}(?:\.\d+)?)%?(?:\s+(\S.*))?$/s;
