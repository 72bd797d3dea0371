import type { Middleware } from "../context.ts";

const exposed = [
  ...["ETag", "Location", "Preference-Applied", "RateLimit", "RateLimit-Policy"],
  ...["Retry-After", "X-Trace-Id"],
].join(", ");
/** What a page may ask for, as browsers keep it for ten minutes. */
const preflight = {
  "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
  "Access-Control-Allow-Headers":
    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Prefer, X-Trace-Id",
  "Access-Control-Max-Age": "600",
};

/**
 * Makes the middleware that lets pages of other sites call the API (CORS). Cookies are left out: such
 * a page has a token.
 */
export function allowOrigins({
  allowedOrigins,
}: {
  allowedOrigins: readonly string[];
}): Middleware {
  return async function allowOrigin(ctx, next) {
    ctx.vary("Origin");
    const origin = ctx.get("Origin");
    if (!allowedOrigins.includes(origin)) return next();
    ctx.set({
      "Access-Control-Allow-Origin": origin,
      "Access-Control-Expose-Headers": exposed,
      "Cross-Origin-Resource-Policy": "cross-origin",
    });
    if (ctx.method !== "OPTIONS") return next();
    ctx.set(preflight);
    ctx.status = 204;
  };
}
