import { expect } from "chai";
import { silentTelemetry } from "../telemetry.ts";
import { createProbeServer, type ProbeServer } from "./probe-server.ts";
import { type Health, healthOnceStarted } from "./probes.ts";

describe("probes", () => {
  let server: ProbeServer;
  let url: string;
  let health: () => Promise<Health>;
  const check = (ok: boolean) => ({ ok, detail: ok ? "fine" : "gone" });

  beforeEach(async () => {
    server = createProbeServer({ health: () => health(), telemetry: silentTelemetry() });
    ({ url } = await server.start({ host: "127.0.0.1", port: 0 }));
  });
  afterEach(() => server.stop());

  async function ready() {
    const reply = await fetch(`${url}/health/ready?verbose`);
    return { status: reply.status, body: await reply.json() };
  }

  it("report the process as live, whatever its health", async () => {
    health = () => Promise.reject(new Error("no health"));
    expect(await (await fetch(`${url}/health/live`)).json()).to.deep.equal({ status: "ok" });
  });

  it("report each check, and whether the service can work", async () => {
    health = async () => ({ ok: true, checks: { store: check(true), bus: check(true) } });
    expect(await ready()).to.deep.include({ status: 200 });
    health = async () => ({ ok: true, checks: { store: check(true), bus: check(false) } });
    expect(await ready()).to.deep.equal({
      status: 200,
      body: {
        status: "degraded",
        checks: { store: { ok: true, detail: "fine" }, bus: { ok: false, detail: "gone" } },
      },
    });
    health = async () => ({ ok: false, checks: { store: check(false) } });
    expect(await ready()).to.nested.include({ status: 503, "body.status": "degraded" });
  });

  it("are not ready before the start is done", async () => {
    health = async () => healthOnceStarted(false, { ok: true, checks: { store: check(true) } });
    expect(await ready()).to.nested.include({
      status: 503,
      "body.status": "degraded",
      "body.checks.start.ok": false,
    });
  });

  it("return metrics, and 404 for any other path", async () => {
    expect(await (await fetch(`${url}/metrics`)).text()).to.contain("process_cpu_seconds_total");
    expect((await fetch(`${url}/api/v1/jobs`)).status).to.equal(404);
  });

  it("name the setting to change when the port is taken", async () => {
    const other = createProbeServer({ health: () => health(), telemetry: silentTelemetry() });
    const port = Number(new URL(url).port);
    expect(await other.start({ host: "127.0.0.1", port }).catch(String)).to.contain(
      "Set FORMWORK_PORT to another one",
    );
  });
});
