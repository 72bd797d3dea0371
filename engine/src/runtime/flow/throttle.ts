/**
 * Makes at most one call per key and `ms` milliseconds: the first at once; of those that come
 * during the following `ms`, the last one, when they are over. The timer does not keep the process
 * alive.
 */
export function throttle({ ms }: { ms: number }): (key: string, call: () => void) => void {
  const waiting = new Map<string, (() => void) | null>();

  function close(key: string) {
    const call = waiting.get(key);
    waiting.delete(key);
    if (call) make(key, call);
  }
  function make(key: string, call: () => void) {
    waiting.set(key, null);
    setTimeout(close, ms, key).unref();
    call();
  }
  return (key, call) => {
    if (waiting.has(key)) waiting.set(key, call);
    else make(key, call);
  };
}
