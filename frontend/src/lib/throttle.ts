/**
 * Runs `work` at most once per `ms`: soon after the first call, and once at the end of the time for
 * all calls that came within it. `stop` cancels the pending run.
 */
export function throttle(work: () => void, ms: number): { call: () => void; stop: () => void } {
  let lastRun = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function run() {
    timer = undefined;
    lastRun = performance.now();
    work();
  }

  return {
    call: () => {
      timer ??= setTimeout(run, Math.max(0, lastRun + ms - performance.now()));
    },
    stop: () => clearTimeout(timer),
  };
}
