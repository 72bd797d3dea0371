import type { LogLine } from "@formwork/contracts/job";
import {
  keptEndBytes,
  lineOverhead,
  maxStartBytes,
  sizeOfLine,
  startNotice,
} from "@formwork/engine/work/attempt-limits";
import { cleanLine } from "@formwork/engine/work/clean-line";
import type { Redact } from "@formwork/engine/work/redact/redact";
import { createLastLines, type LastLines } from "./runners/process/output/last-lines.ts";

type Line = { stream: LogLine["stream"]; text: string; at: number };

/** Writes the log lines of one attempt in order, in batches. */
export type LogWriter = {
  line: (stream: LogLine["stream"], text: string) => void;
  /**
   * Writes what waits, and the end of a log that is too long. Resolves when each line so far is
   * written, or can no longer be.
   */
  flush: () => Promise<void>;
};

/** A batch is written after this time, or as soon as it has so many characters. */
const batchMs = 100;
const batchLength = 64 * 1024;

/**
 * Creates the writer. Lines are stored without the secrets that `redact` knows. `write` resolves
 * when its batch is stored, or can no longer be.
 */
export function createLogWriter(deps: {
  now: () => number;
  redact: Redact;
  write: (lines: Line[]) => Promise<unknown>;
}): LogWriter {
  let waiting: Line[] = [];
  let waitingLength = 0;
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let end: LastLines<Line> | undefined;

  async function writeAll() {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      waitingLength = 0;
      await deps.write(batch);
    }
    writing = undefined;
  }
  function writeWaiting(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) writing ??= writeAll();
    return writing ?? Promise.resolve();
  }
  function add(line: Line) {
    waiting.push(line);
    waitingLength += line.text.length + lineOverhead;
    if (waitingLength >= batchLength) void writeWaiting();
    else timer ??= setTimeout(writeWaiting, batchMs);
  }
  function addEnd() {
    if (end === undefined) return;
    const { lines, dropped } = end.take();
    const text = `… ${dropped.toLocaleString("en")} lines are left out here …`;
    if (dropped > 0) add({ stream: "system", text, at: lines[0]?.at ?? deps.now() });
    for (const line of lines) add(line);
  }
  return {
    flush() {
      addEnd();
      return writeWaiting();
    },
    line(stream, text) {
      const line = { stream, text: cleanLine(text, deps.redact), at: deps.now() };
      const size = sizeOfLine(line.text);
      const isFull = bytes > maxStartBytes;
      bytes += size;
      if (bytes <= maxStartBytes) return add(line);
      if (!isFull) add({ ...line, stream: "system", text: startNotice });
      end ??= createLastLines<Line>(keptEndBytes);
      end.add(line, size);
    },
  };
}
