/**
 * Lets `work` run at most once per `ms`: the first call soon, later ones together at the end of the
 * time.
 */
export function throttle(work: () => void, ms: number): { call: () => void; stop: () => void } {
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function run() {
    timer = undefined;
    last = performance.now();
    work();
  }

  return {
    call: () => {
      timer ??= setTimeout(run, Math.max(0, last + ms - performance.now()));
    },
    stop: () => clearTimeout(timer),
  };
}
