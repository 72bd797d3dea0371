import type { Telemetry } from "../../../runtime/telemetry.ts";
import { outsideTrace } from "../../../runtime/trace-scope.ts";

/** Difference of the clocks of server and machine that is logged, in milliseconds. */
const loggedSkewMs = 2000;

/**
 * Makes the function that is told by how many milliseconds the server is ahead. It logs once when the
 * clocks differ by more than two seconds, and once when they agree again. Leases and due times do not
 * suffer: the server decides them.
 */
export function createSkewLog(telemetry: Telemetry | undefined): (aheadMs: number) => void {
  let differ = false;

  return (aheadMs) => {
    const wasDiffering = differ;
    differ = Math.abs(aheadMs) > loggedSkewMs;
    if (differ === wasDiffering) return;
    outsideTrace(() =>
      differ
        ? telemetry?.log.warn("clock.skewed", { serverAheadMs: Math.round(aheadMs) })
        : telemetry?.log.info("clock.agrees"),
    );
  };
}
