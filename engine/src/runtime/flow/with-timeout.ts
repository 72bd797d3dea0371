/**
 * Waits for `work`, at most `ms` milliseconds. After that the result is that of `onTimeout`, which
 * throws an Error unless given. The work itself is not stopped; what it throws later is dropped.
 */
export async function withTimeout<T, Late = never>(
  work: Promise<T>,
  ms: number,
  onTimeout: () => Late = () => throwTimeout(ms),
): Promise<T | Late> {
  const timeout = Promise.withResolvers<"timeout">();
  const timer = setTimeout(timeout.resolve, ms, "timeout");
  const done = work.then((value) => ({ value }));
  const first = await Promise.race([done, timeout.promise]).finally(() => clearTimeout(timer));
  return first === "timeout" ? onTimeout() : first.value;
}

function throwTimeout(ms: number): never {
  throw new Error(`timed out after ${ms} ms`);
}
