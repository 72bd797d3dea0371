import type { Telemetry } from "../runtime/telemetry.ts";

/** Telemetry for all links to one broker: that it is away is a warning from the first that finds out, and a detail from those after it. */
export function tellAwayOnce(telemetry: Telemetry): Telemetry {
  const { log } = telemetry;
  const faults = new Map<unknown, unknown>();

  return {
    ...telemetry,
    log: {
      ...log,
      info(event, fields = {}) {
        if (event === "bus.connected") faults.delete(fields.link);
        log.info(event, fields);
      },
      warn(event, fields = {}) {
        const known = event === "bus.away" && [...faults.values()].includes(fields.error);
        if (event === "bus.away") faults.set(fields.link, fields.error);
        log[known ? "debug" : "warn"](event, fields);
      },
    },
  };
}
