import { randomBytes } from "node:crypto";
import { base } from "@formwork/contracts/operations/operation";
import type { Context, Middleware } from "../context.ts";
import { contentPolicy } from "../reply/secure-headers.ts";
import { sendFile } from "../reply/send-file.ts";
import { createFiles, type Files } from "./files.ts";

const cacheForAYear = "public, max-age=31536000, immutable";
const hashed = /[.-][\da-f]{8,}\.\w+(\.map)?$/;

/** Serves the built UI: its files, and `index.html` at every other path a browser opens. */
export function serveUi({ uiFolder }: { uiFolder: string }): Middleware {
  const files = createFiles(uiFolder);
  return async function serveUiFile(ctx, next) {
    if ((ctx.method !== "GET" && ctx.method !== "HEAD") || ctx.path.startsWith(base)) return next();
    const file =
      ctx.path === "/" || ctx.path === "/index.html"
        ? null
        : await files.find(decodePath(ctx.path));
    if (file) return sendFile(ctx, file, hashed.test(file.path) ? cacheForAYear : "no-cache");
    if (ctx.path === "/" || ctx.get("Accept").includes("text/html")) return sendPage(ctx, files);
    return next();
  };
}

/** Sends `index.html` with a nonce of its own for its style elements. */
async function sendPage(ctx: Context, files: Files): Promise<void> {
  const nonce = randomBytes(16).toString("base64");
  const page = await files.find("index.html");
  ctx.set("Content-Security-Policy", contentPolicy(nonce));
  ctx.set("Cache-Control", "no-cache");
  ctx.status = page ? 200 : 503;
  ctx.type = "html";
  ctx.body = page ? page.raw.toString("utf8").replaceAll("__CSP_NONCE__", nonce) : notBuilt;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}

const notBuilt = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>Formwork</title>
  <h1>Formwork is running, its pages are not built yet</h1>
  <p>Run <code>npm run build</code> and load this page again. The API works meanwhile: see <a href="/docs">its documentation</a>.</p>
</html>
`;
