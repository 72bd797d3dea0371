import type { Engine } from "@formwork/engine/engine";
import { presentHealth } from "@formwork/engine/runtime/service/probes";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Router } from "@koa/router";
import type { State } from "./context.ts";

/**
 * Adds the routes of probes: `/health/live` (the process answers), `/health/ready` (it accepts
 * jobs) and `/metrics` (Prometheus).
 */
export function mountHealth(
  router: Router<State>,
  { engine, telemetry }: { engine: Engine; telemetry: Telemetry },
): void {
  router.get("/health/live", (ctx) => {
    ctx.body = { status: "ok" };
  });
  router.get("/health/ready", async (ctx) => {
    const { status, body } = presentHealth(await engine.health());
    ctx.status = status;
    ctx.body = body;
  });
  router.get("/metrics", async (ctx) => {
    ctx.type = "text/plain; version=0.0.4";
    ctx.body = await telemetry.metrics();
  });
}
