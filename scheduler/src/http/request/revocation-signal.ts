/** With the two seconds a session is remembered, what was revoked is closed within five (P5). */
const usualMs = 2500;

/**
 * Aborted with `gone`, and as soon as the reader of a stream may no longer read. A check that fails
 * decides nothing.
 */
export function revocationSignal(
  gone: AbortSignal,
  stillAllowed: () => Promise<boolean>,
  everyMs = usualMs,
): AbortSignal {
  const revoked = new AbortController();
  const timer = setInterval(async () => {
    if (!(await stillAllowed().catch(() => true))) revoked.abort();
  }, everyMs);
  const either = AbortSignal.any([gone, revoked.signal]);
  either.addEventListener("abort", () => clearInterval(timer), { once: true });
  return either;
}
