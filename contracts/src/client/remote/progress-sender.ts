import type { Progress } from "../../jobs/job.ts";

/** Sends the latest progress of one attempt, one report at a time. */
export type ProgressSender = {
  report: (percent: number, message?: string) => void;
  /** Resolves when the latest report is sent, or can no longer be. */
  flush: () => Promise<void>;
};

/** Creates the sender. The server takes two reports a second and holds others back. */
export function createProgressSender(send: (progress: Progress) => Promise<void>): ProgressSender {
  let latest: Progress | undefined;
  let sending: Promise<void> | undefined;

  async function sendAll() {
    while (latest !== undefined) {
      const progress = latest;
      latest = undefined;
      await send(progress);
    }
    sending = undefined;
  }
  return {
    flush: () => sending ?? Promise.resolve(),
    report(percent, message) {
      latest = cleaned(percent, message);
      sending ??= sendAll();
    },
  };
}

function cleaned(percent: number, message: string | undefined): Progress {
  const limited = Math.min(Math.max(Number.isFinite(percent) ? percent : 0, 0), 100);
  if (message === undefined) return { percent: limited };
  return { percent: limited, message: String(message).slice(0, 500).toWellFormed() };
}
