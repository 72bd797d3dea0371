import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "@formwork/engine/runtime/service/listen";
import { createTelemetry } from "@formwork/engine/runtime/telemetry";
import { openTracing } from "@formwork/engine/runtime/tracing/open-tracing";
import type { Tracing } from "@formwork/engine/runtime/tracing/tracing";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../testing/start-app.ts";

type Span = { name: string; traceId: string; spanId: string; parentSpanId?: string };

/** A collector of OpenTelemetry that keeps what it is sent. */
async function aCollector() {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(await text(request));
    response.setHeader("content-type", "application/json").end("{}");
  });
  const { url } = await listen({ server, host: "127.0.0.1", port: 0 });
  const spans = (): Span[] =>
    bodies
      .flatMap((body) => JSON.parse(body).resourceSpans)
      .flatMap((resource) => Object(resource).scopeSpans)
      .flatMap((scope) => Object(scope).spans);
  return { url, bodies, spans, stop: () => server.close() };
}

describe("A trace", () => {
  let collector: Awaited<ReturnType<typeof aCollector>>;
  let tracing: Tracing | undefined;
  let app: RunningApp;
  before(async () => {
    collector = await aCollector();
    tracing = await openTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }, "scheduler");
    const telemetry = createTelemetry({ level: "silent", service: "scheduler", tracing });
    app = await startApp({ telemetry });
  });
  after(async () => {
    await app.stop();
    collector.stop();
  });

  it("has the request, the submit, the claim and the events of a job below the caller's span", async () => {
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    const headers = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
    const body = { template: "echo", payload: { text: "my words", key: "hunter2" } };
    const reply = await app.ask("/api/v1/jobs", { method: "POST", body, headers });
    expect(reply.headers.get("x-trace-id")).to.equal(traceId);
    await app.engine.work.claim({ workerId: "w", kinds: ["remote"], limit: 1 });
    await eventually(
      async () => (await app.engine.store.backlog()).outbox === 0,
      () => "events are not published",
    );
    await tracing?.close();
    const spans = collector.spans().filter((span) => span.traceId === traceId);
    const one = (name: string) =>
      spans.find((span) => span.name === name) ?? expect.fail(`no span ${name}`);
    const request = one("http.request");
    expect(request.parentSpanId).to.equal("b7ad6b7169203331");
    expect(one("http.jobs.create").parentSpanId).to.equal(request.spanId);
    expect(one("job.submit").parentSpanId).to.equal(one("http.jobs.create").spanId);
    for (const name of ["job.claim", "events.publish"])
      expect(one(name).parentSpanId, name).to.equal(request.spanId);
  });

  it("shows nothing of a payload, a secret or a token", () => {
    const sent = collector.bodies.join();
    expect(sent).to.include("echo");
    for (const secret of ["my words", "hunter2", app.token, "ann@example.org"])
      expect(sent.includes(secret), secret).to.equal(false);
  });

  it("is not made, and no library is loaded, where no endpoint is set", async () => {
    expect(await openTracing({}, "scheduler")).to.equal(undefined);
    expect(createTelemetry({ level: "silent", service: "worker" }).trace("x").traceparent).to.equal(
      null,
    );
  });
});
