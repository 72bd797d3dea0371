import koaCompress from "koa-compress";
import type { Middleware } from "../context.ts";

const encodings = ["zstd", "br", "gzip", "deflate", "identity"];

/**
 * Compresses replies from 1 kB on, except streams: a compressor would delay events, and end an export
 * that was cut off as if it were whole. A caller who takes no encoding at all gets the reply as it is.
 */
export function compressReplies(): Middleware {
  const compress = koaCompress({
    threshold: 1024,
    filter: (type) => /^(text\/(?!event-stream|csv)|application\/([\w.-]+\+)?json)/.test(type),
  });
  return function compressReply(ctx, next) {
    if (ctx.acceptsEncodings(encodings) === false) ctx.compress = false;
    return compress(ctx, next);
  };
}
