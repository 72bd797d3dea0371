import { DomainError } from "@formwork/engine/errors";
import { createTelemetry } from "@formwork/engine/runtime/telemetry";
import { expect } from "chai";
import { type RunningApp, startApp } from "./testing/start-app.ts";

describe("The app", () => {
  let app: RunningApp;
  const logged: Record<string, unknown>[] = [];
  const telemetry = createTelemetry({
    level: "debug",
    service: "test",
    to: { write: (line) => void logged.push(JSON.parse(line)) },
  });
  let stats: () => Promise<never>;

  before(async () => {
    app = await startApp({
      telemetry,
      wrap: (engine) => ({ ...engine, jobs: { ...engine.jobs, stats: () => stats() } }),
    });
  });
  after(() => app.stop());
  beforeEach(() => {
    logged.length = 0;
  });

  describe("when no route matches", () => {
    it("replies with a problem", async () => {
      const { status, json, headers } = await app.ask("/nowhere");
      expect(status).to.equal(404);
      expect(headers.get("content-type")).to.equal("application/problem+json");
      expect(json).to.include({
        code: "not-found",
        status: 404,
        type: "http://127.0.0.1/docs/problems#not-found",
      });
      expect(json.traceId).to.equal(headers.get("x-trace-id"));
    });

    it("lists the methods that the path has", async () => {
      const { status, json, headers } = await app.ask("/api/v1/jobs", { method: "PATCH" });
      expect(status).to.equal(405);
      expect(json.code).to.equal("method-not-allowed");
      expect(headers.get("allow")?.split(", ")).to.have.members(["GET", "HEAD", "POST"]);
    });

    it("sets no CORS headers", async () => {
      const { headers } = await app.ask("/api/v1/jobs", {
        method: "OPTIONS",
        headers: { origin: "https://evil.example" },
      });
      expect(headers.get("access-control-allow-origin")).to.equal(null);
    });
  });

  describe("when a handler throws", () => {
    it("hides the error, and logs it under the trace id of the reply", async () => {
      stats = () => Promise.reject(new Error("secret of the inside"));
      const { status, json, text } = await app.ask("/api/v1/jobs/stats");
      expect(status).to.equal(500);
      expect(json.code).to.equal("internal");
      expect(text).to.not.contain("secret of the inside");
      const line = logged.find(({ event }) => event === "request.failed");
      expect(logged.find(({ event }) => event === "request.answered")).to.include({
        level: "error",
        status: 500,
      });
      expect(line)
        .to.include({ level: "error", traceId: json.traceId })
        .and.have.property("error")
        .that.contains("secret of the inside");
    });

    it("sets Retry-After while the store is unavailable", async () => {
      stats = () => Promise.reject(new DomainError("unavailable", "The store does not answer"));
      const { status, headers } = await app.ask("/api/v1/jobs/stats");
      expect(status).to.equal(503);
      expect(headers.get("retry-after")).to.equal("1");
      expect(logged.filter(({ level }) => level === "error")).to.deep.equal([]);
      expect(logged.find(({ event }) => event === "request.answered")).to.include({
        level: "warn",
        status: 503,
      });
    });
  });

  it("logs a request at level info, and a probe at level debug", async () => {
    await app.ask("/api/v1/jobs", { token: null });
    await app.ask("/health/ready");
    expect(
      logged.filter(({ event }) => event === "request.answered").map(({ level }) => level),
    ).to.deep.equal(["info", "debug"]);
  });

  describe("traces", () => {
    it("a request by the id it came with, in the reply, the log and its events", async () => {
      const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
      const body = { template: "echo", payload: { text: "hello" } };
      const created = await app.ask("/api/v1/jobs", {
        method: "POST",
        body,
        headers: { "x-trace-id": traceId },
      });
      expect(created.headers.get("x-trace-id")).to.equal(traceId);
      expect(logged.find(({ event }) => event === "request.answered")).to.include({
        traceId,
        operation: "jobs.create",
        status: 201,
      });
      const events = await app.ask(`/api/v1/jobs/${created.json.id}/events`);
      expect(events.text).to.contain(`"traceparent":"00-${traceId}-`);
    });

    it("a request without one by a new one", async () => {
      const first = await app.ask("/health/live");
      const second = await app.ask("/health/live");
      expect(first.headers.get("x-trace-id"))
        .to.match(/^[\da-f]{32}$/)
        .and.not.equal(second.headers.get("x-trace-id"));
    });

    it("a refused request under the id of its operation", async () => {
      await app.ask("/api/v1/jobs", { token: null });
      expect(logged.find(({ event }) => event === "request.answered")).to.include({
        operation: "jobs.list",
        status: 401,
      });
    });
  });

  it("sets security headers on every reply", async () => {
    for (const path of ["/api/v1/jobs", "/nowhere", "/health/live", "/docs", "/openapi.json"]) {
      const { headers } = await app.ask(path);
      expect(headers.get("content-security-policy"), path)
        .to.contain("default-src 'none'")
        .and.not.contain("unsafe");
      expect(headers.get("content-security-policy"), path).to.contain("frame-ancestors 'none'");
      expect(headers.get("x-content-type-options"), path).to.equal("nosniff");
      expect(headers.get("referrer-policy"), path).to.equal("no-referrer");
      expect(headers.get("cross-origin-opener-policy"), path).to.equal("same-origin");
      expect(headers.get("strict-transport-security"), path).to.equal(null);
    }
    expect((await app.ask("/api/v1/jobs")).headers.get("cache-control")).to.equal("no-store");
  });

  it("compresses replies above 1 kB", async () => {
    const long = await app.ask("/openapi.json", { headers: { "accept-encoding": "gzip" } });
    expect(long.headers.get("content-encoding")).to.equal("gzip");
    expect(long.json).to.have.property("openapi", "3.1.0");
    const short = await app.ask("/health/live", { headers: { "accept-encoding": "gzip" } });
    expect(short.headers.get("content-encoding")).to.equal(null);
  });
});
