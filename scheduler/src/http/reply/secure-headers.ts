import type { Middleware } from "../context.ts";

/**
 * Returns the content security policy of a page, which may load files of this server only. `nonce`
 * allows style elements that carry it.
 */
export function contentPolicy(nonce?: string): string {
  const style = nonce === undefined ? "" : ` 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${style}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Sets the security headers of every reply. Pages and files replace some by wider ones. */
export function secureHeaders({ publicUrl }: { publicUrl: string }): Middleware {
  const headers = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    ...(new URL(publicUrl).protocol === "https:"
      ? { "Strict-Transport-Security": "max-age=31536000" }
      : {}),
  };
  return async function setSecureHeaders(ctx, next) {
    ctx.set(headers);
    await next();
  };
}
