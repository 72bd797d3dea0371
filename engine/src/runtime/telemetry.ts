import { type DestinationStream, destination, pino } from "pino";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { traceFields } from "./trace-scope.ts";

/**
 * Logs, counts and times, for all code of a process. A log line is an event with fields
 * (`job.settled`, `jobId` …), as JSON on stderr.
 */
export type Telemetry = {
  log: Log;
  /**
   * Runs `work`, measures its time as `event` and logs it at debug level. An error of `work`
   * is counted and rethrown.
   */
  span: <T>(event: string, fields: Fields, work: () => Promise<T>) => Promise<T>;
  count: (name: string, labels?: Labels, by?: number) => void;
  gauge: (name: string, value: number, labels?: Labels) => void;
  /** Resolves with all counters and gauges in Prometheus' text format. */
  metrics: () => Promise<string>;
};
type Fields = Record<string, unknown>;
type Labels = Record<string, string>;
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
    ...createMeter(logger.isLevelEnabled("debug") ? write("debug") : null),
  };
}

/** Makes telemetry for tests: it counts, and logs nothing. */
export function silentTelemetry(): Telemetry {
  const quiet = () => undefined;
  return { log: { debug: quiet, info: quiet, warn: quiet, error: quiet }, ...createMeter(null) };
}

function createMeter(debug: Log["debug"] | null): Omit<Telemetry, "log"> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const spans = new Histogram({
    name: "formwork_span_seconds",
    help: "Time of each kind of work",
    labelNames: ["event", "outcome"],
    registers: [registry],
  });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const configOf = (name: string, labels: Labels) => ({
    name: `formwork_${name}`,
    help: name,
    labelNames: Object.keys(labels),
    registers: [registry],
  });
  return {
    async span(event, fields, work) {
      const start = performance.now();
      let outcome = "failed";
      try {
        const value = await work();
        outcome = "done";
        return value;
      } finally {
        const ms = performance.now() - start;
        spans.observe({ event, outcome }, ms / 1000);
        debug?.(event, { ...fields, outcome, ms: Math.round(ms * 10) / 10 });
      }
    },
    count(name, labels = {}, by = 1) {
      getOrMake(counters, name, () => new Counter(configOf(name, labels))).inc(labels, by);
    },
    gauge(name, value, labels = {}) {
      getOrMake(gauges, name, () => new Gauge(configOf(name, labels))).set(labels, value);
    },
    metrics: () => registry.metrics(),
  };
}

/** Returns the entry of a map, which is made on the first call. */
function getOrMake<T>(map: Map<string, T>, name: string, make: () => T): T {
  const found = map.get(name) ?? make();
  map.set(name, found);
  return found;
}
