/**
 * Keeps calls with the same key apart: the first is made at once, those of the following `ms`
 * milliseconds become one at their end. So what a call tells is never told too early, and hardly
 * later.
 */
export function spaceOut({ ms }: { ms: number }): (key: string, call: () => void) => void {
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
