import { setTimeout as delay } from "node:timers/promises";
import { DomainError } from "../../errors.ts";
import { withTimeout } from "../flow/with-timeout.ts";
import type { Telemetry } from "../telemetry.ts";

/** A start that is repeated while a database or a broker is unavailable. */
export type RetriedStart = {
  /**
   * Resolves once the start has succeeded, or `graceMs` are over and the database is away; the start is
   * then still repeated. One that is only slow is awaited, for a minute at most: whoever listens before
   * it could answer nothing. Rejects with an error that a retry does not mend.
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
  /** Whether what the start waits for is away; it is unless told. */
  isAway?: () => Promise<boolean>;
  graceMs?: number;
  pauseMs?: number;
};

/** Looks in a row that find the database away before a service goes on without it. */
const looksAway = 3;
/** Looks in all: with the default grace, a minute. */
const maxLooks = 120;
/** Milliseconds between two looks. */
const lookMs = (graceMs: number) => graceMs / 10;

/** Calls `start` at once, and every `pauseMs` again for as long as it throws `unavailable`. */
export function startWithRetry({
  start,
  telemetry,
  onFault,
  isAway = async () => true,
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
  const hasEnded = (ms: number) =>
    withTimeout(
      trying.then(() => true),
      ms,
      () => false,
    );
  async function begin() {
    let ended = await hasEnded(graceMs);
    // Asked more than once: on a busy machine an answer may be late.
    for (let away = 0, looks = 0; !ended && away < looksAway && looks < maxLooks; looks++) {
      away = (await isAway()) ? away + 1 : 0;
      ended = await hasEnded(lookMs(graceMs));
    }
    inGrace = false;
  }
  return {
    begun: begin(),
    async cancel() {
      cancelled.abort();
      await trying.catch(() => undefined);
    },
  };
}
