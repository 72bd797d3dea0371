import { DomainError } from "../errors.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Telemetry } from "./telemetry.ts";
import { outsideTrace } from "./trace-scope.ts";

/** A background duty: one step that runs again and again. */
export type Loop = {
  start: () => void;
  /** Resolves once the running step has ended; no further one starts. */
  stop: () => Promise<void>;
  /**
   * Runs the step now, or once more after the one that is running. After a step that threw, a wake
   * does nothing: the next step waits for the next period.
   */
  wake: () => void;
  /**
   * False when no step has finished for three periods or ten seconds, whichever is longer. A step
   * that threw `unavailable` counts as finished: database and broker have checks of their own.
   */
  healthy: () => boolean;
};

/**
 * Runs `step` every `ms` milliseconds. A step that throws is counted and tried again at the next
 * period; a warning is logged for the first of a row of like errors, and `loop.recovered` after the
 * last; of a loop that fails now and then, once a minute. A wake waits `coalesceMs` for others to join it, so that a busy loop does more per step.
 * Where `restMs` returns less than `ms` after a step, the next one comes as soon.
 */
export function every(params: {
  name: string;
  ms: number;
  coalesceMs?: number;
  restMs?: () => number;
  step: () => Promise<unknown>;
  telemetry: Telemetry;
  clock?: Clock;
}): Loop {
  const { ms, coalesceMs = 0, restMs = () => ms, clock = systemClock } = params;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let woken = false;
  let stopped = true;
  let finished = clock.monotonic();
  const fault = createFaultReport(params);

  async function run() {
    woken = false;
    try {
      await params.telemetry.span(`${params.name}.step`, {}, params.step);
      finished = clock.monotonic();
      fault.end();
    } catch (error) {
      if (error instanceof DomainError && error.code === "unavailable")
        finished = clock.monotonic();
      fault.report(error);
    }
    running = undefined;
    if (!stopped) runIn(woken && !fault.lasts() ? coalesceMs : Math.min(ms, restMs()));
  }
  function runIn(ms: number) {
    clearTimeout(timer);
    if (ms > 0) timer = setTimeout(runIn, ms, 0);
    else running = run();
  }
  function wake() {
    if (stopped || woken) return;
    woken = true;
    // A loop outlives the request that wakes it, so its log lines must not carry its trace.
    if (running === undefined && !fault.lasts()) outsideTrace(() => runIn(coalesceMs));
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
    healthy: () => stopped || clock.monotonic() - finished < Math.max(3 * ms, 10_000),
  };
}

/** Milliseconds for which a loop that fails now and then logs nothing more of the same error. */
const quietMs = 60_000;

/**
 * Counts and logs the errors of a loop's steps. An error of the same kind as the one before is logged
 * at debug level only, also where a step in between succeeded, within a minute.
 */
function createFaultReport({
  name,
  telemetry: { log, count },
  clock = systemClock,
}: {
  name: string;
  telemetry: Telemetry;
  clock?: Clock;
}) {
  let lasts = false;
  let reported: { kind: string; at: number } | undefined;
  let owesRecovery = false;

  const isKnown = (kind: string) =>
    reported?.kind === kind && (lasts || clock.monotonic() - reported.at < quietMs);
  return {
    report(error: unknown) {
      count("loop_errors_total", { loop: name });
      const kind = kindOf(error);
      const known = isKnown(kind);
      log[known ? "debug" : "warn"]("loop.failed", { loop: name, error: String(error) });
      if (!known) {
        reported = { kind, at: clock.monotonic() };
        owesRecovery = true;
      }
      lasts = true;
    },
    end() {
      lasts = false;
      if (owesRecovery) log.info("loop.recovered", { loop: name });
      owesRecovery = false;
    },
    lasts: () => lasts,
  };
}

/**
 * Returns by what two errors count as alike: their code where they have one, as the texts of
 * libraries hold times and numbers that differ each time.
 */
function kindOf(error: unknown): string {
  return error instanceof Error && "code" in error ? `${error.name} ${error.code}` : String(error);
}
