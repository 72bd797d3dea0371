import type { RequestListener, ServerResponse } from "node:http";
import type { Telemetry } from "../telemetry.ts";

/** The state of one thing that a service depends on; `detail` is public. */
export type Check = { ok: boolean; detail: string };
/** `ok`: whether the service can do its work, which may be so although a check fails. */
export type Health = { ok: boolean; checks: Record<string, Check> };

/** Builds the reply of `/health/ready`: 503 when the service cannot work. */
export function presentHealth({ ok, checks }: Health): {
  status: 200 | 503;
  body: { status: "ok" | "degraded"; checks: Health["checks"] };
} {
  const whole = Object.values(checks).every((check) => check.ok);
  return { status: ok ? 200 : 503, body: { status: whole ? "ok" : "degraded", checks } };
}

/** Adds the check `start` to the health of a service that has not started yet. */
export function healthOnceStarted(started: boolean, { ok, checks }: Health): Health {
  return started
    ? { ok, checks }
    : { ok: false, checks: { ...checks, start: { ok: false, detail: "not done yet" } } };
}

/** Makes the request handler for `/health/live`, `/health/ready` and `/metrics`. */
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
