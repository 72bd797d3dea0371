import { type DestinationStream, destination, pino } from "pino";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { traceFields } from "./trace-scope.ts";

/**
 * The one place that logs, counts and times. Logs are events with fields (`job.settled`, `jobId`
 * …), one JSON line each on stderr.
 */
export type Telemetry = {
  log: Log;
  /**
   * Runs `work`, times it as `event` and logs it at debug level; what it throws is counted and
   * thrown on.
   */
  span: <T>(event: string, fields: Fields, work: () => Promise<T>) => Promise<T>;
  count: (name: string, labels?: Labels, by?: number) => void;
  gauge: (name: string, value: number, labels?: Labels) => void;
  /** Every number so far, in Prometheus' text format. */
  metrics: () => Promise<string>;
};
type Fields = Record<string, unknown>;
type Labels = Record<string, string>;
/** `error` means that a person has to act. */
export type LogLevel = "debug" | "info" | "warn" | "error";
export type Log = Record<LogLevel, (event: string, fields?: Fields) => void>;

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;

/** Starts telemetry for one process. `to` takes the log lines instead of stderr. */
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

/** Telemetry that keeps quiet, for tests. */
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
      known(
        counters,
        name,
        () =>
          new Counter({
            name: `formwork_${name}`,
            help: name,
            labelNames: Object.keys(labels),
            registers: [registry],
          }),
      ).inc(labels, by);
    },
    gauge(name, value, labels = {}) {
      known(
        gauges,
        name,
        () =>
          new Gauge({
            name: `formwork_${name}`,
            help: name,
            labelNames: Object.keys(labels),
            registers: [registry],
          }),
      ).set(labels, value);
    },
    metrics: () => registry.metrics(),
  };
}

function known<T>(map: Map<string, T>, name: string, make: () => T): T {
  const found = map.get(name) ?? make();
  map.set(name, found);
  return found;
}
