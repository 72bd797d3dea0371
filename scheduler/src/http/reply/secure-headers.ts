import type { Middleware } from "../context.ts";

/**
 * What a page of ours may load: our own files and nothing else. `nonce` admits the style elements
 * that carry it.
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

/** Headers of every reply (T29). Pages and files set wider ones themselves. */
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
