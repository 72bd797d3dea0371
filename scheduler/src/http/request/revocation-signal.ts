/**
 * With the 2 s for which callers are looked up once, and half a second for access lists, what a caller
 * may not wait for any more ends within 5 s.
 */
const checkIntervalMs = 2000;

/**
 * Returns a signal that aborts with `disconnected`, or when `stillAllowed` resolves to false; it is
 * called every `intervalMs`. A call that rejects is ignored.
 */
export function revocationSignal(
  disconnected: AbortSignal,
  stillAllowed: () => Promise<boolean>,
  intervalMs = checkIntervalMs,
): AbortSignal {
  const revoked = new AbortController();
  const signal = AbortSignal.any([disconnected, revoked.signal]);
  if (signal.aborted) return signal;
  const timer = setInterval(async () => {
    if (!(await stillAllowed().catch(() => true))) revoked.abort();
  }, intervalMs);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  return signal;
}
