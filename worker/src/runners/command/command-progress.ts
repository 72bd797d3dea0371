import type { Progress } from "@formwork/contracts/job";
import { createLineSplitter } from "../process/lines.ts";
import { readPart } from "./job-folder.ts";

/** Follows the file to which a program appends lines such as `40 resizing`. */
export type ProgressTail = { stop: () => Promise<void> };

const partBytes = 64 * 1024;

/** Reads what was appended every `ms` milliseconds, and once more when it is stopped. */
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
  async function readOn() {
    const part = await readPart(params.file, position, partBytes);
    if (part === null || part.length === 0) return;
    position += part.length;
    lines.write(part);
    if (part.length === partBytes) await readOn();
  }
  const next = () => (reading = reading.then(readOn));
  const timer = setInterval(next, params.ms);
  return {
    async stop() {
      clearInterval(timer);
      await next();
      lines.end();
    },
  };
}

/** `40 message`, `40`, `40%`; null for any other line. */
export function parseProgress(line: string): Progress | null {
  const [, number, message] = /^\s*(\d{1,3}(?:\.\d+)?)%?(?:\s+(.*\S))?\s*$/.exec(line) ?? [];
  const percent = Number(number);
  if (number === undefined || percent > 100) return null;
  return message === undefined ? { percent } : { percent, message };
}
