import { type Clock, systemClock } from "./clock.ts";
import type { Telemetry } from "./telemetry.ts";

/** A background duty: one step, again and again. */
export type Loop = {
  start: () => void;
  /** Lets a running step end; no further one starts. */
  stop: () => Promise<void>;
  /** Runs the step now, or once more after the one that is running. */
  wake: () => void;
  /** False when no step has finished for three periods (and ten seconds). */
  healthy: () => boolean;
};

/**
 * Runs `step` every `ms` milliseconds. A step that throws is logged and counted, and tried again at the next period. A wake waits `gatherMs` for
 * others to join it, so that a busy loop finds more to do at once.
 */
export function every(params: {
  name: string;
  ms: number;
  gatherMs?: number;
  step: () => Promise<unknown>;
  telemetry: Telemetry;
  clock?: Clock;
}): Loop {
  const { gatherMs = 0, clock = systemClock } = params;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let woken = false;
  let stopped = true;
  let finished = clock.monotonic();

  async function run() {
    woken = false;
    try {
      await params.telemetry.span(`${params.name}.step`, {}, params.step);
      finished = clock.monotonic();
    } catch (error) {
      params.telemetry.count("loop_errors_total", { loop: params.name });
      params.telemetry.log.warn("loop.failed", { loop: params.name, error: String(error) });
    }
    running = undefined;
    if (!stopped) runIn(woken ? gatherMs : params.ms);
  }
  function runIn(ms: number) {
    clearTimeout(timer);
    if (ms > 0) timer = setTimeout(runIn, ms, 0);
    else running = run();
  }
  function wake() {
    if (stopped || woken) return;
    woken = true;
    if (running === undefined) runIn(gatherMs);
  }
  return {
    start() {
      if (!stopped) return;
      stopped = false;
      finished = clock.monotonic();
      runIn(0);
    },
    async stop() {
      stopped = true;
      woken = false;
      clearTimeout(timer);
      await running;
    },
    wake,
    healthy: () => stopped || clock.monotonic() - finished < Math.max(3 * params.ms, 10_000),
  };
}
