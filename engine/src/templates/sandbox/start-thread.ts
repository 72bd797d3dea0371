import { spawnThread } from "../../runtime/spawn-thread.ts";
import type { ThreadData } from "./sandbox-messages.ts";

/** A running thread of the sandbox. `isReady` once its modules are loaded. */
export type Thread = {
  readonly isReady: boolean;
  post: (text: string) => void;
  /** Sets whether the thread keeps the process alive. */
  keepAlive: (on: boolean) => void;
  /** Kills the thread; nothing of it is reported from now on. */
  terminate: () => Promise<void>;
};

/** Modules have to be loaded before the first task; on a busy machine that takes seconds. */
const startTimeoutMs = 60_000;

/**
 * Starts the thread with limits on its heap and stack. `onBroken` is called once, with the reason,
 * when the thread ends by itself or does not start in time.
 */
export function startThread(params: {
  memoryMb: number;
  progress: SharedArrayBuffer;
  onReady: () => void;
  onAnswers: (text: string) => void;
  onBroken: (reason: string) => void;
}): Thread {
  const { memoryMb, progress } = params;
  const worker = spawnThread(new URL("./thread/thread-main.ts", import.meta.url), {
    workerData: { progress } satisfies ThreadData,
    resourceLimits: {
      maxOldGenerationSizeMb: memoryMb,
      maxYoungGenerationSizeMb: Math.ceil(memoryMb / 8),
      stackSizeMb: 2,
    },
  });
  let isReady = false;
  let isOver = false;
  const startTimer = setTimeout(() => reportBroken("start"), startTimeoutMs);

  function end(): void {
    isOver = true;
    clearTimeout(startTimer);
  }
  function reportBroken(reason: string): void {
    if (isOver) return;
    end();
    params.onBroken(reason);
  }
  worker.on("message", (text: string) => {
    if (isOver) return;
    if (text !== "ready") return params.onAnswers(text);
    clearTimeout(startTimer);
    isReady = true;
    params.onReady();
  });
  worker.on("error", (error: Error) => reportBroken(error.message));
  worker.on("exit", () => reportBroken("exit"));

  return {
    get isReady() {
      return isReady;
    },
    post: (text) => worker.postMessage(text),
    keepAlive: (on) => (on ? worker.ref() : worker.unref()),
    async terminate() {
      end();
      await worker.terminate();
    },
  };
}
