import { extname } from "node:path";
import type { Context } from "../context.ts";
import type { Encoding, ServedFile } from "../files/files.ts";

const compressible = new Set([
  ".css",
  ".html",
  ".js",
  ".json",
  ".map",
  ".svg",
  ".txt",
  ".webmanifest",
]);

const smallestFirst = ["br", "gzip"] as const;

/** Sends a file, compressed where its type is compressible, or 304 for a matching `ETag`. */
export async function sendFile(
  ctx: Context,
  file: ServedFile,
  cacheControl: string,
): Promise<void> {
  const encoding = encodingFor(ctx, file);
  ctx.status = 200;
  ctx.vary("Accept-Encoding");
  ctx.set("Cache-Control", cacheControl);
  // Each encoding is a representation of its own and has its own tag.
  ctx.set("ETag", encoding === "identity" ? file.etag : `${file.etag.slice(0, -1)}-${encoding}"`);
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  ctx.type = extname(file.path);
  if (encoding !== "identity") ctx.set("Content-Encoding", encoding);
  ctx.body = await file.encoded(encoding);
}

function encodingFor(ctx: Context, file: ServedFile): Encoding {
  if (!compressible.has(extname(file.path))) return "identity";
  // Browsers accept all of theirs alike and name gzip first, so each is asked about on its own.
  return smallestFirst.find((encoding) => ctx.acceptsEncodings(encoding) !== false) ?? "identity";
}
