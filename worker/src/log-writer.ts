import type { LogLine } from "@formwork/contracts/job";
import { maxLineLength, maxLogBytes } from "./limits.ts";

type Line = { stream: LogLine["stream"]; text: string; at: number };

/** Gathers the lines of one attempt and writes them in order, a batch at a time. */
export type LogWriter = {
  line: (stream: LogLine["stream"], text: string) => void;
  /** Resolves when every line so far is written, or can no longer be. */
  flush: () => Promise<void>;
};

/** Longest time and most characters that lines wait for company. */
const gatherMs = 100;
const gatherLength = 64 * 1024;
/** What a line costs besides its text, so that a million empty lines are not free. */
const lineCost = 64;

/** Makes the writer. `write` answers when its batch is stored or given up. */
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
    waitingLength += text.length + lineCost;
    if (waitingLength >= gatherLength) void flush();
    else timer ??= setTimeout(flush, gatherMs);
  }
  return {
    flush,
    line(stream, text) {
      if (bytes > maxLogBytes) return;
      const line =
        text.length > maxLineLength ? `${text.slice(0, maxLineLength)}… (line cut)` : text;
      bytes += Buffer.byteLength(line) + lineCost;
      if (bytes <= maxLogBytes) add(stream, line.toWellFormed());
      else
        add(
          "system",
          `output cut: this attempt has written more than ${maxLogBytes / 1024 / 1024} MB`,
        );
    },
  };
}
