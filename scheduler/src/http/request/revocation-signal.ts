/** With the 2 s for which sessions are cached, what a revoked caller waits for ends within 5 s. */
const checkIntervalMs = 2500;

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
