import type { LogLine } from "@formwork/contracts/job";
import type { LogPush } from "@formwork/contracts/live-protocol";

/** What arrived since the last `take`. `stale`: job and lines have to be read from the store. */
type Buffered = { stale: boolean; lines: LogLine[] };

export type LogBuffer = {
  /** Adds the lines of a signal of the topic `log`. */
  add: (push: LogPush) => void;
  /** Records that the job changed. */
  markStale: () => void;
  /** Returns what is buffered, and empties the buffer. */
  take: () => Buffered;
  /** Resolves when something is buffered or the stream is aborted, or with `idle` after `ms`. */
  wait: (ms: number) => Promise<"ready" | "idle">;
};

/** Lines kept for a slow reader; beyond it they are dropped and read from the store later. */
const maxBufferedLines = 1000;

/** Makes the buffer of one stream. It starts stale, so that the stream reads the store first. */
export function createLogBuffer(signal: AbortSignal): LogBuffer {
  let buffered: Buffered = { stale: true, lines: [] };
  let wake = () => {};
  signal.addEventListener("abort", () => wake(), { once: true });
  return {
    add({ lines }) {
      buffered.lines.push(...lines);
      if (buffered.lines.length > maxBufferedLines) buffered = { stale: true, lines: [] };
      wake();
    },
    markStale() {
      buffered.stale = true;
      wake();
    },
    take() {
      const taken = buffered;
      buffered = { stale: false, lines: [] };
      return taken;
    },
    wait: (ms) =>
      new Promise((resolve) => {
        if (signal.aborted || buffered.stale || buffered.lines.length > 0) return resolve("ready");
        const timer = setTimeout(() => resolve("idle"), ms);
        wake = () => {
          clearTimeout(timer);
          resolve("ready");
        };
      }),
  };
}
