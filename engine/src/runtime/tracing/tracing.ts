/** What a span tells: ids, names and numbers, never payloads or secrets. */
export type SpanFields = Readonly<Record<string, string | number | boolean>>;

/** A span that has begun. */
export type OpenSpan = {
  /** Its W3C trace context, for spans below it. */
  traceparent: string;
  end: (outcome: "done" | "failed") => void;
};

/** Sends spans to a collector of OpenTelemetry. */
export type Tracing = {
  /** Begins a span below `parent`, a W3C trace context; without one it begins a trace. */
  start: (
    name: string,
    given: {
      parent: string | null;
      fields: SpanFields;
      /** When it began, in milliseconds since 1970; now when absent. */
      startedAt?: number | undefined;
    },
  ) => OpenSpan;
  /** Sends what is left; gives up after five seconds. */
  close: () => Promise<void>;
};

/** Fields of log lines and spans that a trace may show; others stay in the log. */
const shown = [
  ...["jobId", "template", "version", "queue", "kind", "attempt", "worker", "outcome"],
  ...["jobs", "events", "method", "route", "status"],
] as const;

/** Returns those of some fields that a trace may show. */
export function shownFields(fields: Readonly<Record<string, unknown>>): SpanFields {
  const found: Record<string, string | number | boolean> = {};
  for (const name of shown) {
    const value = fields[name];
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      found[`formwork.${name}`] = value;
  }
  return found;
}
