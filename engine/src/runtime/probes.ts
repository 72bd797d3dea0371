import type { RequestListener, ServerResponse } from "node:http";
import type { Telemetry } from "./telemetry.ts";

export type Check = { ok: boolean; detail: string };
/** `ok`: whether it can do its work; a check may be ill all the same. */
export type Health = { ok: boolean; checks: Record<string, Check> };

/** What `/health/ready` answers. */
export function presentHealth({ ok, checks }: Health): {
  status: 200 | 503;
  body: { status: "ok" | "degraded"; checks: Health["checks"] };
} {
  const whole = Object.values(checks).every((check) => check.ok);
  return { status: ok ? 200 : 503, body: { status: whole ? "ok" : "degraded", checks } };
}

/** The health of what has to start before it is of any use. */
export function healthOnceStarted(started: boolean, { ok, checks }: Health): Health {
  return started
    ? { ok, checks }
    : { ok: false, checks: { ...checks, start: { ok: false, detail: "not done yet" } } };
}

/**
 * Answers what machines ask of a service without an API: `/health/live`, `/health/ready` and
 * `/metrics`.
 */
export function createProbes({
  health,
  telemetry,
}: {
  health: () => Promise<Health>;
  telemetry: Telemetry;
}): RequestListener {
  async function answer(path: string, response: ServerResponse) {
    if (path === "/health/live") return sendJson(response, 200, { status: "ok" });
    if (path === "/metrics")
      return response
        .setHeader("content-type", "text/plain; version=0.0.4")
        .end(await telemetry.metrics());
    if (path !== "/health/ready") return sendJson(response, 404, { status: "unknown" });
    const { status, body } = presentHealth(await health());
    return sendJson(response, status, body);
  }
  return ({ url = "/" }, response) => {
    answer(url.split("?")[0] ?? "/", response).catch((error) => {
      telemetry.log.warn("probe.failed", { error: String(error) });
      response.destroy();
    });
  };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
    .end(JSON.stringify(body));
}
