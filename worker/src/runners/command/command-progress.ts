import type { Progress } from "@formwork/contracts/job";
import { withTimeout } from "@formwork/engine/runtime/flow/with-timeout";
import { readEnd } from "../process/attempt-folder.ts";
import { createLineSplitter } from "../process/output/line-splitter.ts";

/** Reads the lines, such as `40 resizing`, that a program appends to a file. */
export type ProgressTail = { stop: () => Promise<void> };

/** Of more that was appended since the last read, only the end is read. */
const chunkBytes = 64 * 1024;
/** Lines of one read that are looked at: a job has one progress, the latest. */
const maxLines = 100;
/** Time for the last read, in milliseconds. No job waits longer for a disk that does not answer. */
const stopTimeoutMs = 1000;

/**
 * Starts to read what was appended every `ms` milliseconds, and once more when stopped. However much
 * a program writes, each read is of `chunkBytes` at most.
 */
export function tailProgress(params: {
  file: string;
  ms: number;
  onProgress: (progress: Progress) => void;
}): ProgressTail {
  let position = 0;
  let reading: Promise<void> | null = null;
  let read: string[] = [];
  let lines = createLineSplitter((line) => read.push(line));

  async function readAppended() {
    const chunk = await readEnd(params.file, position, chunkBytes);
    if (chunk === null || chunk.bytes.length === 0) return;
    // What was left out ended somewhere within a line.
    if (chunk.from > position) lines = createLineSplitter((line) => read.push(line));
    lines.write(chunk.from > position ? withoutFirstLine(chunk.bytes) : chunk.bytes);
    position = chunk.from + chunk.bytes.length;
    report();
  }
  function report() {
    for (const line of read.slice(-maxLines)) {
      const progress = parseProgress(line);
      if (progress !== null) params.onProgress(progress);
    }
    read = [];
  }
  function next(): Promise<void> {
    reading ??= readAppended()
      .catch(() => undefined)
      .finally(() => {
        reading = null;
      });
    return reading;
  }
  async function finish() {
    await reading;
    await next();
    lines.end();
    report();
  }
  const timer = setInterval(next, params.ms);
  return {
    async stop() {
      clearInterval(timer);
      await withTimeout(finish(), stopTimeoutMs, () => undefined);
    },
  };
}

const newline = 0x0a;

function withoutFirstLine(bytes: Buffer): Buffer {
  return bytes.subarray(bytes.indexOf(newline) + 1);
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
