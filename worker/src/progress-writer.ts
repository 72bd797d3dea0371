import type { Progress } from "@formwork/contracts/job";
import { cleanProgress } from "@formwork/engine/work/clean-progress";
import type { Redact } from "@formwork/engine/work/redact/redact";

/** Writes the progress of an attempt at most twice a second, each time the latest report. */
export type ProgressWriter = {
  report: (progress: Progress) => void;
  /** Writes the latest report. Resolves when it is written, or can no longer be. */
  flush: () => Promise<void>;
};

const intervalMs = 500;

/** Creates the writer. `write` resolves when its report is stored, or can no longer be. */
export function createProgressWriter(deps: {
  redact?: Redact;
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
      latest = cleanProgress(progress, deps.redact);
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
