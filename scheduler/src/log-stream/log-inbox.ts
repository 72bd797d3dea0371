import type { LogLine } from "@formwork/contracts/job";
import type { LogPush } from "@formwork/contracts/live-protocol";

/** What a stream has heard since it last looked. `stale`: look everything up. */
type News = { stale: boolean; lines: LogLine[] };

export type LogInbox = {
  /** Takes in a note of log lines. */
  push: (note: unknown) => void;
  /** Takes in that the job changed. */
  change: () => void;
  /** Hands out the news, and starts afresh. */
  take: () => News;
  /** Waits for news: `quiet` when there was none for `ms`; at once when the stream is over. */
  wait: (ms: number) => Promise<"news" | "quiet">;
};

/**
 * Lines held for a reader that is slow; beyond it they are dropped, and read from the store when he
 * is ready.
 */
const mostLines = 1000;

/** Makes the inbox of one stream. The first look is always a full one. */
export function createLogInbox(signal: AbortSignal): LogInbox {
  let news: News = { stale: true, lines: [] };
  let wake = () => {};
  signal.addEventListener("abort", () => wake(), { once: true });
  return {
    push(note) {
      // Notes of this topic are LogPush; see `topics` in the bus.
      news.lines.push(...(note as LogPush).lines);
      if (news.lines.length > mostLines) news = { stale: true, lines: [] };
      wake();
    },
    change() {
      news.stale = true;
      wake();
    },
    take() {
      const taken = news;
      news = { stale: false, lines: [] };
      return taken;
    },
    wait: (ms) =>
      new Promise((resolve) => {
        if (signal.aborted || news.stale || news.lines.length > 0) return resolve("news");
        const timer = setTimeout(() => resolve("quiet"), ms);
        wake = () => {
          clearTimeout(timer);
          resolve("news");
        };
      }),
  };
}
