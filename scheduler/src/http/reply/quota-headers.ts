import type { Quota } from "@formwork/engine/runtime/quota";

/**
 * Returns the headers by which a client can pace itself, in the form of the IETF draft "RateLimit
 * header fields for HTTP" (from version 08 on): `q` calls in `w` seconds; `r` are left, and after `t`
 * seconds there is one more.
 */
export function quotaHeaders({ limit, perMinute, left, nextMs }: Quota): Record<string, string> {
  return {
    "RateLimit-Policy": `"${limit}";q=${perMinute};w=60`,
    RateLimit: `"${limit}";r=${left};t=${secondsOf(nextMs)}`,
  };
}

/** Returns whole seconds that are not shorter than some milliseconds. */
export function secondsOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
