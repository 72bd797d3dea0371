import koaCompress from "koa-compress";
import type { Middleware } from "../context.ts";

/**
 * Compresses replies from 1 kB on, except streams: a compressor would delay events, and end an export
 * that was cut off as if it were whole.
 */
export function compressReplies(): Middleware {
  return koaCompress({
    threshold: 1024,
    filter: (type) => /^(text\/(?!event-stream|csv)|application\/([\w.-]+\+)?json)/.test(type),
  });
}
