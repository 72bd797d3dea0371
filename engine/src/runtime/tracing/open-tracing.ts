import packageJson from "../../../package.json" with { type: "json" };
import { withTimeout } from "../flow/with-timeout.ts";
import type { Tracing } from "./tracing.ts";

/** How long the end of a process waits for a collector, in milliseconds. */
const closeMs = 5000;

/**
 * Opens tracing where `OTEL_EXPORTER_OTLP_ENDPOINT` is set; undefined otherwise. The libraries are
 * loaded only then. They read the other variables of OpenTelemetry, such as
 * `OTEL_EXPORTER_OTLP_HEADERS`, themselves.
 */
export async function openTracing(
  env: Readonly<Record<string, string | undefined>>,
  service: string,
): Promise<Tracing | undefined> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined || endpoint === "") return undefined;
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({
      "service.name": env.OTEL_SERVICE_NAME ?? `formwork-${service}`,
      "service.version": packageJson.version,
    }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer("formwork", packageJson.version);
  return {
    start(name, { parent, fields, startedAt }) {
      const remote = parent === null ? undefined : spanContextOf(parent);
      const context =
        remote === undefined
          ? api.ROOT_CONTEXT
          : api.trace.setSpanContext(api.ROOT_CONTEXT, { ...remote, isRemote: true });
      const options = startedAt === undefined ? {} : { startTime: startedAt };
      const span = tracer.startSpan(name, { attributes: fields, ...options }, context);
      const { traceId, spanId, traceFlags } = span.spanContext();
      return {
        traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`,
        end(outcome) {
          if (outcome === "failed") span.setStatus({ code: api.SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    close: () => withTimeout(provider.shutdown(), closeMs, () => undefined),
  };
}

function spanContextOf(traceparent: string) {
  const [, traceId, spanId, flags] =
    /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(traceparent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) };
}
