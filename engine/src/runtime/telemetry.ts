import { hostname } from "node:os";
import { traceHeaders } from "@formwork/contracts/events/trace-context";
import { type DestinationStream, destination, pino, stdTimeFunctions } from "pino";
import packageJson from "../../package.json" with { type: "json" };
import { createMeter, type Meter } from "./metrics/create-meter.ts";
import { currentParent, traceFields, withinSpan } from "./trace-scope.ts";
import { shownFields, type Tracing } from "./tracing/tracing.ts";

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
  /**
   * Begins a span of a trace, below the work that calls it unless told. Of `fields` a trace shows
   * ids, names and numbers. Does nothing where tracing is off.
   */
  trace: (
    name: string,
    given?: { parent?: string | null; fields?: Fields; startedAt?: number },
  ) => TraceSpan;
};

/** A span of a trace. */
export type TraceSpan = {
  /** Its W3C trace context; null where tracing is off. */
  traceparent: string | null;
  /** Runs work below it. */
  within: <T>(work: () => T) => T;
  end: (outcome: "done" | "failed") => void;
};

type Fields = Record<string, unknown>;
/** `error` means that a person has to act. */
export type LogLevel = "debug" | "info" | "warn" | "error";
export type Log = Record<LogLevel, (event: string, fields?: Fields) => void>;

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;

/** Tells replicas apart in a log: ids of workers begin with it. */
const instance = `${hostname()}-${process.pid}`;

/** Makes the telemetry of one process. `to` receives the log lines instead of stderr. */
export function createTelemetry(params: {
  level: (typeof logLevels)[number];
  service: string;
  to?: DestinationStream;
  tracing?: Tracing | undefined;
}): Telemetry {
  const logger = pino(
    {
      level: params.level,
      base: { service: params.service, instance },
      formatters: { level: (level) => ({ level }) },
      timestamp: stdTimeFunctions.isoTime,
      messageKey: "event",
      mixin: traceFields,
    },
    params.to ?? ownStderr(),
  );
  const write =
    (level: LogLevel) =>
    (event: string, fields: Fields = {}) =>
      logger[level](fields, event);
  return {
    log: { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") },
    ...createSpans(params, logger.isLevelEnabled("debug") ? write("debug") : null),
  };
}

function ownStderr(): DestinationStream {
  stderr ??= openStderr();
  return stderr;
}

/**
 * Writes the lines of one turn of the event loop together. It waits for no disk: `flushSync` would
 * have a file brought to the disk each time. Lines that cannot be written, as to a
 * terminal that was closed, are lost; the process works on.
 */
function openStderr(): DestinationStream {
  const out = destination({ dest: 2, sync: true, minLength: maxBufferedBytes });
  out.on("error", () => undefined);
  let flushing = false;
  function flush() {
    flushing = false;
    out.flush();
  }
  process.on("exit", flush);
  return {
    write(line) {
      out.write(line);
      if (!flushing) setImmediate(flush);
      flushing = true;
    },
  };
}

/** The log of this process. */
let stderr: DestinationStream | undefined;

/** Bytes of lines that are written before the turn ends. */
const maxBufferedBytes = 16_000;

/** Makes telemetry for tests: it counts, and logs nothing. */
export function silentTelemetry(): Telemetry {
  const quiet = () => undefined;
  return {
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    ...createSpans({ service: "formwork" }, null),
  };
}

const untraced: TraceSpan = {
  traceparent: null,
  within: (work) => work(),
  end: () => undefined,
};

/** Steps of loops are no part of a trace: most of them find nothing to do. */
const isLoopStep = (event: string) => event.endsWith(".step");

function createSpans(
  { service, tracing }: { service: string; tracing?: Tracing | undefined },
  debug: Log["debug"] | null,
): Omit<Telemetry, "log"> {
  const meter = createMeter(service);
  meter.gauge("info", 1, { version: packageJson.version });
  const trace: Telemetry["trace"] = (name, { parent, fields = {}, startedAt } = {}) => {
    if (tracing === undefined) return untraced;
    const below = parent === undefined ? currentParent() : parent;
    const { traceparent, end } = tracing.start(name, {
      parent: below === null ? null : traceHeaders(below).traceparent,
      ...{ fields: shownFields(fields), startedAt },
    });
    return { traceparent, end, within: (work) => withinSpan(traceparent, work) };
  };
  return {
    ...meter,
    trace,
    async span(event, fields, work) {
      const start = performance.now();
      const traced = isLoopStep(event) ? untraced : trace(event, { fields });
      let outcome: "done" | "failed" = "failed";
      try {
        const value = await traced.within(work);
        outcome = "done";
        return value;
      } finally {
        const ms = performance.now() - start;
        traced.end(outcome);
        meter.observe("span_seconds", ms / 1000, { event, outcome });
        debug?.(event, { ...fields, outcome, ms: Math.round(ms * 10) / 10 });
      }
    },
  };
}
