import { setTimeout as delay } from "node:timers/promises";
import { DomainError } from "../../errors.ts";
import { withTimeout } from "../flow/with-timeout.ts";
import type { Telemetry } from "../telemetry.ts";

/** A start that is repeated while a database or a broker is unavailable. */
export type RetriedStart = {
  /**
   * Resolves once the start has succeeded or `graceMs` are over, after which it is still repeated.
   * Rejects with an error that a retry does not mend.
   */
  begun: Promise<void>;
  /**
   * Ends the retries; resolves when the last one is over. The connection that it waits for has to
   * be closed at the same time.
   */
  cancel: () => Promise<void>;
};

type Params = {
  start: () => Promise<void>;
  telemetry: Telemetry;
  /** Receives an error that a retry does not mend, when it is thrown after `graceMs`. */
  onFault: (error: unknown) => void;
  graceMs?: number;
  pauseMs?: number;
};

/** Calls `start` at once, and every `pauseMs` again for as long as it throws `unavailable`. */
export function startWithRetry({
  start,
  telemetry,
  onFault,
  graceMs = 5000,
  pauseMs = 1000,
}: Params): RetriedStart {
  const cancelled = new AbortController();
  let inGrace = true;

  async function tryOnce(): Promise<boolean> {
    try {
      await start();
      return true;
    } catch (error) {
      if (cancelled.signal.aborted) return false;
      if (!(error instanceof DomainError) || error.code !== "unavailable") throw error;
      telemetry.log.warn("start.delayed", { error: error.message });
      return false;
    }
  }
  async function keepTrying() {
    while (!cancelled.signal.aborted && !(await tryOnce()))
      await delay(pauseMs, undefined, cancelled).catch(() => undefined);
  }
  const trying = keepTrying();
  trying.catch((error) => inGrace || onFault(error));
  const begun = withTimeout(trying, graceMs, () => {
    inGrace = false;
  });
  return {
    begun,
    async cancel() {
      cancelled.abort();
      await trying.catch(() => undefined);
    },
  };
}
