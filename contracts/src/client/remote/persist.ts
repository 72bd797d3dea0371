import { isProblemError } from "../problem-error.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { wait } from "./wait.ts";

/** Longest wait between two tries, in milliseconds: what is reported has to come within a lease. */
const maxDelayMs = 5000;

/** Returns true for a failure that may pass: no answer, too many requests, a fault of the server. */
export function isPassing(error: unknown): boolean {
  if (isProblemError(error))
    return error.status === 0 || error.status === 429 || error.status >= 500;
  return error instanceof Error && error.name === "TimeoutError";
}

/**
 * Makes a call until it is answered, with growing waits. Gives up when the signal aborts: then it
 * throws the last failure. Only for calls that may be repeated.
 */
export async function persist<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error) || signal.aborted) throw error;
      await wait(retryDelayMs(failures, Math.random, maxDelayMs), signal);
      if (signal.aborted) throw error;
    }
  }
}
