import { isProblemError } from "../problem-error.ts";
import { retryDelayMs } from "../remote/retry-delay.ts";
import { wait } from "../remote/wait.ts";

export type Repeating = {
  /** How long failures are met with another try, in milliseconds; a minute unless told. */
  patienceMs?: number | undefined;
  signal?: AbortSignal | undefined;
};

const defaultPatienceMs = 60_000;
/** Longest wait between two tries, in milliseconds, where the server asks for no longer one. */
const maxDelayMs = 5000;
const never = new AbortController().signal;

/**
 * Makes a call until it is answered, for as long as its failures may pass: after `Retry-After`, else
 * with growing waits. Throws what does not pass, and the last failure. Only for calls that may be
 * repeated.
 */
export async function repeatCall<T>(
  call: () => Promise<T>,
  { patienceMs = defaultPatienceMs, signal = never }: Repeating = {},
): Promise<T> {
  const giveUpAt = Date.now() + patienceMs;
  for (let failures = 1; ; failures++) {
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      if (!isProblemError(error) || !error.problem.retryable) throw error;
      const askedMs = (error.retryAt ?? 0) - Date.now();
      const delayMs = Math.max(askedMs, retryDelayMs(failures, Math.random, maxDelayMs));
      if (Date.now() + delayMs > giveUpAt) throw error;
      await wait(delayMs, signal);
      signal.throwIfAborted();
    }
  }
}
