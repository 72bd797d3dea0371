import type { Progress } from "@formwork/contracts/job";

/**
 * Writes how far an attempt is, at most twice a second; of reports made in between, the last one.
 */
export type ProgressWriter = {
  report: (progress: Progress) => void;
  /** Resolves when the last report is written, or can no longer be. */
  flush: () => Promise<void>;
};

const restMs = 500;

/** Makes the writer. `write` answers when its report is stored or given up. */
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
    timer = setTimeout(writeLatest, restMs);
  }
  return {
    report(progress) {
      latest = tidy(progress);
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

/** What a handler says may be out of bounds; its last sensible meaning is kept. */
function tidy({ percent, message }: Progress): Progress {
  const within = Math.min(Math.max(Number.isFinite(percent) ? percent : 0, 0), 100);
  return message === undefined
    ? { percent: within }
    : { percent: within, message: String(message).slice(0, 500).toWellFormed() };
}
