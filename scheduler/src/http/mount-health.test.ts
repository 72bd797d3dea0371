import type { Engine } from "@formwork/engine/engine";
import { expect } from "chai";
import { type RunningApp, startApp } from "../testing/start-app.ts";

describe("Health", () => {
  let app: RunningApp;
  let health: Engine["health"] | null;
  before(async () => {
    app = await startApp({
      wrap: (engine) => ({ ...engine, health: () => (health ?? engine.health)() }),
    });
  });
  after(() => app.stop());
  beforeEach(() => {
    health = null;
  });

  it("needs no authentication", async () => {
    for (const path of ["/health/live", "/health/ready", "/metrics"])
      expect((await app.ask(path, { token: null })).status, path).to.equal(200);
  });

  it("is ok when every part is", async () => {
    const { json } = await app.ask("/health/ready");
    expect(json.status).to.equal("ok");
    expect(json.checks).to.include.keys("store", "bus", "loops");
  });

  it("is degraded, but ready, while a part is unavailable and jobs are accepted", async () => {
    health = async () => ({ ok: true, checks: { bus: { ok: false, detail: "broker away" } } });
    const { status, json } = await app.ask("/health/ready");
    expect(status).to.equal(200);
    expect(json).to.deep.equal({
      status: "degraded",
      checks: { bus: { ok: false, detail: "broker away" } },
    });
  });

  it("is not ready when no jobs can be accepted, but live", async () => {
    health = async () => ({ ok: false, checks: { store: { ok: false, detail: "away" } } });
    expect((await app.ask("/health/ready")).status).to.equal(503);
    expect((await app.ask("/health/live")).status).to.equal(200);
  });

  it("counts requests by operation and status", async () => {
    await app.ask("/api/v1/jobs/no-such-job");
    const { text, headers } = await app.ask("/metrics");
    expect(headers.get("content-type")).to.contain("text/plain");
    expect(text).to.match(
      /formwork_http_requests_total\{method="GET",route="\/api\/v1\/jobs\/:id",status="404"\} [1-9]/,
    );
  });
});
