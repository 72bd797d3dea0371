import { setTimeout as delay } from "node:timers/promises";
import { DomainError } from "../errors.ts";
import type { Telemetry } from "./telemetry.ts";

/** A start that may have to wait for a database or a broker. */
export type PatientStart = {
  /**
   * Resolves once it has started, or when `graceMs` are over: it goes on trying. Rejects with what
   * waiting does not mend.
   */
  begun: Promise<void>;
  /**
   * Tries no more; resolved when the last try is over. What it stands on has to be closed
   * meanwhile.
   */
  giveUp: () => Promise<void>;
};

type Params = {
  start: () => Promise<void>;
  telemetry: Telemetry;
  /** What waiting does not mend, when it shows after `graceMs`. */
  onFault: (error: unknown) => void;
  graceMs?: number;
  pauseMs?: number;
};

/** Starts at once, and again until it works, as long as what it stands on is `unavailable`. */
export function startPatiently({
  start,
  telemetry,
  onFault,
  graceMs = 5000,
  pauseMs = 1000,
}: Params): PatientStart {
  const givenUp = new AbortController();
  let patient = true;

  async function tryOnce(): Promise<boolean> {
    try {
      await start();
      return true;
    } catch (error) {
      if (givenUp.signal.aborted) return false;
      if (!(error instanceof DomainError) || error.code !== "unavailable") throw error;
      telemetry.log.warn("start.delayed", { error: error.message });
      return false;
    }
  }
  async function keepTrying() {
    while (!givenUp.signal.aborted && !(await tryOnce()))
      await delay(pauseMs, undefined, givenUp).catch(() => undefined);
  }
  const trying = keepTrying();
  trying.catch((error) => patient || onFault(error));
  const begun = Promise.race([trying, delay(graceMs, undefined, { ref: false })]).then(() => {
    patient = false;
  });
  return {
    begun,
    async giveUp() {
      givenUp.abort();
      await trying.catch(() => undefined);
    },
  };
}
