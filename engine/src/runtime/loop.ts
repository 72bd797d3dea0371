import { DomainError } from "../errors.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Telemetry } from "./telemetry.ts";
import { outsideTrace } from "./trace-scope.ts";

/** A background duty: one step, again and again. */
export type Loop = {
  start: () => void;
  /** Lets a running step end; no further one starts. */
  stop: () => Promise<void>;
  /**
   * Runs the step now, or once more after the one that is running. After one that threw, only the
   * next period does.
   */
  wake: () => void;
  /**
   * False when no step has finished for three periods (and ten seconds). One that was refused as
   * `unavailable` counts: database and broker have checks of their own.
   */
  healthy: () => boolean;
};

/**
 * Runs `step` every `ms` milliseconds. A step that throws is counted, and tried again at the next
 * period; the log tells of it when it begins, changes and ends. A wake waits `gatherMs` for others
 * to join it, so that a busy loop finds more to do at once.
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
  const fault = createFault(params);

  async function run() {
    woken = false;
    try {
      await params.telemetry.span(`${params.name}.step`, {}, params.step);
      finished = clock.monotonic();
      fault.end();
    } catch (error) {
      if (error instanceof DomainError && error.code === "unavailable")
        finished = clock.monotonic();
      fault.tell(error);
    }
    running = undefined;
    if (!stopped) runIn(woken && !fault.lasts() ? gatherMs : params.ms);
  }
  function runIn(ms: number) {
    clearTimeout(timer);
    if (ms > 0) timer = setTimeout(runIn, ms, 0);
    else running = run();
  }
  function wake() {
    if (stopped || woken) return;
    woken = true;
    // A loop goes on for longer than the request that wakes it.
    if (running === undefined && !fault.lasts()) outsideTrace(() => runIn(gatherMs));
  }
  return {
    start() {
      if (!stopped) return;
      stopped = false;
      finished = clock.monotonic();
      outsideTrace(() => runIn(0));
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

/**
 * What a loop's steps fail with, for as long as they do. The same kind again is news only to the
 * counter.
 */
function createFault({ name, telemetry: { log, count } }: { name: string; telemetry: Telemetry }) {
  let told: string | undefined;
  return {
    tell(error: unknown) {
      count("loop_errors_total", { loop: name });
      const kind = kindOf(error);
      log[told === kind ? "debug" : "warn"]("loop.failed", { loop: name, error: String(error) });
      told = kind;
    },
    end() {
      if (told !== undefined) log.info("loop.recovered", { loop: name });
      told = undefined;
    },
    lasts: () => told !== undefined,
  };
}

/**
 * Its code where it has one: texts of others' errors hold times and numbers, and differ each time.
 */
function kindOf(error: unknown): string {
  return error instanceof Error && "code" in error ? `${error.name} ${error.code}` : String(error);
}
