import type { Progress } from "@formwork/contracts/job";
import { oneLine } from "@formwork/contracts/text/one-line";
import { plainText } from "@formwork/contracts/text/plain-text";

/** Writes the progress of an attempt at most twice a second, each time the latest report. */
export type ProgressWriter = {
  report: (progress: Progress) => void;
  /** Writes the latest report. Resolves when it is written, or can no longer be. */
  flush: () => Promise<void>;
};

const intervalMs = 500;
const maxMessageLength = 500;

/** Creates the writer. `write` resolves when its report is stored, or can no longer be. */
export function createProgressWriter(deps: {
  write: (progress: Progress) => Promise<unknown>;
}): ProgressWriter {
  let latest: Progress | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<unknown> = Promise.resolve();

  function writeLatest() {
    timer = undefined;
    const progress = latest;
    latest = undefined;
    if (progress === undefined) return;
    writing = writing.then(() => deps.write(progress));
    timer = setTimeout(writeLatest, intervalMs);
  }
  return {
    report(progress) {
      latest = sanitize(progress);
      if (timer === undefined) writeLatest();
    },
    async flush() {
      clearTimeout(timer);
      writeLatest();
      clearTimeout(timer);
      await writing;
    },
  };
}

/** Limits a report of a handler to 0 to 100 percent and to 500 characters in one line. */
function sanitize({ percent, message }: Progress): Progress {
  const limited = Math.min(Math.max(Number.isFinite(percent) ? percent : 0, 0), 100);
  return message === undefined
    ? { percent: limited }
    : { percent: limited, message: readable(String(message)) };
}

function readable(message: string): string {
  return oneLine(plainText(message.slice(0, 4 * maxMessageLength)), maxMessageLength);
}
