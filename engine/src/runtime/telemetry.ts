import { type DestinationStream, destination, pino } from "pino";
import packageJson from "../../package.json" with { type: "json" };
import { createMeter, type Meter } from "./metrics/create-meter.ts";
import { traceFields } from "./trace-scope.ts";

/**
 * Logs, counts and times, for all code of a process. A log line is an event with fields
 * (`job.settled`, `jobId` …), as JSON on stderr.
 */
export type Telemetry = Meter & {
  log: Log;
  /**
   * Runs `work`, measures its time as `event` and logs it at debug level. An error of `work`
   * is counted and rethrown.
   */
  span: <T>(event: string, fields: Fields, work: () => Promise<T>) => Promise<T>;
};
type Fields = Record<string, unknown>;
/** `error` means that a person has to act. */
export type LogLevel = "debug" | "info" | "warn" | "error";
export type Log = Record<LogLevel, (event: string, fields?: Fields) => void>;

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;

/** Makes the telemetry of one process. `to` receives the log lines instead of stderr. */
export function createTelemetry(params: {
  level: (typeof logLevels)[number];
  service: string;
  to?: DestinationStream;
}): Telemetry {
  const logger = pino(
    {
      level: params.level,
      base: { service: params.service },
      messageKey: "event",
      mixin: traceFields,
    },
    params.to ?? destination({ dest: 2, sync: true }),
  );
  const write =
    (level: LogLevel) =>
    (event: string, fields: Fields = {}) =>
      logger[level](fields, event);
  return {
    log: { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") },
    ...createSpans(params.service, logger.isLevelEnabled("debug") ? write("debug") : null),
  };
}

/** Makes telemetry for tests: it counts, and logs nothing. */
export function silentTelemetry(): Telemetry {
  const quiet = () => undefined;
  return {
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    ...createSpans("formwork", null),
  };
}

function createSpans(service: string, debug: Log["debug"] | null): Omit<Telemetry, "log"> {
  const meter = createMeter(service);
  meter.gauge("info", 1, { version: packageJson.version });
  return {
    ...meter,
    async span(event, fields, work) {
      const start = performance.now();
      let outcome: "done" | "failed" = "failed";
      try {
        const value = await work();
        outcome = "done";
        return value;
      } finally {
        const ms = performance.now() - start;
        meter.observe("span_seconds", ms / 1000, { event, outcome });
        debug?.(event, { ...fields, outcome, ms: Math.round(ms * 10) / 10 });
      }
    },
  };
}
