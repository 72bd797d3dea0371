import type { LogLine } from "@formwork/contracts/job";
import {
  cutLine,
  cutNotice,
  lineOverhead,
  maxLogBytes,
  sizeOfLine,
} from "@formwork/engine/work/attempt-limits";

type Line = { stream: LogLine["stream"]; text: string; at: number };

/** Writes the log lines of one attempt in order, in batches. */
export type LogWriter = {
  line: (stream: LogLine["stream"], text: string) => void;
  /** Resolves when each line so far is written, or can no longer be. */
  flush: () => Promise<void>;
};

/** A batch is written after this time, or as soon as it has so many characters. */
const batchMs = 100;
const batchLength = 64 * 1024;

/** Creates the writer. `write` resolves when its batch is stored, or can no longer be. */
export function createLogWriter(deps: {
  now: () => number;
  write: (lines: Line[]) => Promise<unknown>;
}): LogWriter {
  let waiting: Line[] = [];
  let waitingLength = 0;
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;

  async function writeAll() {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      waitingLength = 0;
      await deps.write(batch);
    }
    writing = undefined;
  }
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) writing ??= writeAll();
    return writing ?? Promise.resolve();
  }
  function add(stream: LogLine["stream"], text: string) {
    waiting.push({ stream, text, at: deps.now() });
    waitingLength += text.length + lineOverhead;
    if (waitingLength >= batchLength) void flush();
    else timer ??= setTimeout(flush, batchMs);
  }
  return {
    flush,
    line(stream, text) {
      if (bytes > maxLogBytes) return;
      const line = cutLine(text);
      bytes += sizeOfLine(line);
      if (bytes <= maxLogBytes) add(stream, line);
      else add("system", cutNotice);
    },
  };
}
