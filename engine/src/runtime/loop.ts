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

/** Runs `step` every `ms` milliseconds. A step that throws is logged and counted, and tried again at the next period. */
export function every(params: { name: string; ms: number; step: () => Promise<unknown>; telemetry: Telemetry; clock?: Clock }): Loop {
  const clock = params.clock ?? systemClock;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = true;
  let finished = clock.monotonic();

  async function run() {
    try {
      await params.telemetry.span(`${params.name}.step`, {}, params.step);
      finished = clock.monotonic();
    } catch (error) {
      params.telemetry.count("loop_errors_total", { loop: params.name });
      params.telemetry.log.warn("loop.failed", { loop: params.name, error: String(error) });
    }
    running = undefined;
    if (stopped) return;
    if (again) go();
    else timer = setTimeout(go, params.ms);
  }
  function go() {
    if (stopped) return;
    clearTimeout(timer);
    again = running !== undefined;
    running ??= run();
  }
  return {
    start() {
      if (!stopped) return;
      stopped = false;
      finished = clock.monotonic();
      go();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
    wake: go,
    healthy: () => stopped || clock.monotonic() - finished < Math.max(3 * params.ms, 10_000),
  };
}
