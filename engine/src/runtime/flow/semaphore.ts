/**
 * Limits how much is done at once. Those who find no permit free wait, first come, first served.
 */
export type Semaphore = {
  /** Resolves with a permit: the function that releases it. Releasing twice counts once. */
  acquire: () => Promise<() => void>;
  /** How many wait for a permit. */
  waiting: () => number;
};

/** Makes a semaphore with `permits` to give out. */
export function createSemaphore({ permits }: { permits: number }): Semaphore {
  const queue: (() => void)[] = [];
  let free = permits;

  /** A permit goes straight to the next in the queue, so that no newcomer can take it. */
  function release() {
    const next = queue.shift();
    if (next) next();
    else free += 1;
  }
  return {
    async acquire() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => queue.push(resolve));
      let held = true;
      return () => {
        if (held) release();
        held = false;
      };
    },
    waiting: () => queue.length,
  };
}
