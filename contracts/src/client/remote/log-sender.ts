import type { AppendLines } from "../../work.ts";

type Line = AppendLines["lines"][number];

/** Sends the log lines of one attempt in order, in batches. */
export type LogSender = {
  add: (text: string, stream: "stdout" | "stderr") => void;
  /** Resolves when all lines so far are sent, or can no longer be. */
  flush: () => Promise<void>;
};

const batchMs = 300;
const maxBatchLines = 500;
/** Characters of a batch: as JSON, in which each may take six, they fit into one request. */
const maxBatchLength = 32_000;
/** Lines are cut here; the server keeps this many characters and says that it cut the line. */
const maxLineLength = 16_385;
/** The server keeps 5 MiB of an attempt's output. What is longer is not even kept here. */
const maxLogLength = 6 * 1024 * 1024;

/** Creates the sender. `send` resolves with false when further lines are in vain. */
export function createLogSender(
  send: (batch: { offset: number; lines: Line[] }) => Promise<boolean>,
): LogSender {
  let waiting: Line[] = [];
  let length = 0;
  let offset = 0;
  let isOpen = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;

  async function sendAll() {
    while (waiting.length > 0 && isOpen) {
      const lines = takeBatch(waiting);
      const sent = await send({ offset, lines });
      offset += lines.length;
      isOpen = isOpen && sent;
    }
    waiting = [];
    sending = undefined;
  }
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) sending ??= sendAll();
    return sending ?? Promise.resolve();
  }
  return {
    flush,
    add(text, stream) {
      for (const line of text.replace(/\r?\n$/, "").split(/\r?\n|\r/)) {
        if (!isOpen || length > maxLogLength) return;
        length += line.length;
        waiting.push({ text: line.slice(0, maxLineLength).toWellFormed(), stream });
      }
      timer ??= setTimeout(flush, batchMs);
    },
  };
}

/** Removes and returns the lines of the next request: at least one. */
function takeBatch(waiting: Line[]): Line[] {
  let length = 0;
  let count = 0;
  for (const { text } of waiting) {
    length += text.length;
    if (count === maxBatchLines || (count > 0 && length > maxBatchLength)) break;
    count++;
  }
  return waiting.splice(0, count);
}
