import koaCompress from "koa-compress";
import type { Middleware } from "../context.ts";

/**
 * Compresses replies from 1 kB on. Streams of events are left alone: a compressor would hold lines
 * back.
 */
export function compressReplies(): Middleware {
  return koaCompress({
    threshold: 1024,
    filter: (type) => /^(text\/(?!event-stream)|application\/([\w.-]+\+)?json)/.test(type),
  });
}
