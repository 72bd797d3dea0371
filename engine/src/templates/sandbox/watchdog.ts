/** Finds out that a thread is stuck in one task. */
export type Watchdog = {
  /** Starts watching a batch: the thread is at its first task. */
  start: () => void;
  stop: () => void;
};

/**
 * Compares the thread's `progress`, the index of its task, every `timeoutMs`; calls `onStuck` when
 * it is still the same one. A task may so take up to twice the time before it is found.
 */
export function createWatchdog(params: {
  progress: Int32Array;
  timeoutMs: number;
  onStuck: () => void;
}): Watchdog {
  const { progress, timeoutMs, onStuck } = params;
  let timer: NodeJS.Timeout | undefined;
  let batch = 0;

  function watch(index: number): void {
    clearTimeout(timer);
    // The check runs after the poll phase, in which answers that came while this thread was busy
    // are read.
    timer = setTimeout(() => setImmediate(compare, batch, index), timeoutMs);
  }
  function compare(watched: number, index: number): void {
    if (watched !== batch) return;
    const now = Atomics.load(progress, 0);
    if (now === index) onStuck();
    else watch(now);
  }
  function stop(): void {
    clearTimeout(timer);
    batch++;
  }
  return {
    start() {
      stop();
      watch(0);
    },
    stop,
  };
}
