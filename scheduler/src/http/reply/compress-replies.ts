import koaCompress from "koa-compress";
import type { Middleware } from "../context.ts";

/** Compresses replies from 1 kB on, except event streams, which a compressor would delay. */
export function compressReplies(): Middleware {
  return koaCompress({
    threshold: 1024,
    filter: (type) => /^(text\/(?!event-stream)|application\/([\w.-]+\+)?json)/.test(type),
  });
}
