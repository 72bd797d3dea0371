import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Router } from "@koa/router";
import type { State } from "../context.ts";
import { createFiles } from "../files/files.ts";
import { isFresh } from "../reply/entity-tag.ts";
import { contentPolicy } from "../reply/secure-headers.ts";
import { sendFile } from "../reply/send-file.ts";
import { documentsOf } from "./documents.ts";
import type { OpenApiParams } from "./openapi.ts";
import { problemPage } from "./problem-page.ts";

const pageFiles = createFiles(join(import.meta.dirname, "..", "..", "docs"));
const swaggerFiles = createFiles(dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist"))));

/** The files of the page, with their folders. */
const files = {
  "/docs": { from: pageFiles, name: "index.html" },
  "/docs/page.js": { from: pageFiles, name: "page.js" },
  "/docs/text.css": { from: pageFiles, name: "text.css" },
  "/docs/page.css": { from: pageFiles, name: "page.css" },
  "/docs/swagger-ui-bundle.js": { from: swaggerFiles, name: "swagger-ui-bundle.js" },
  "/docs/swagger-ui.css": { from: swaggerFiles, name: "swagger-ui.css" },
} as const;

/** Adds the API documentation: `/openapi.json` for programs, `/docs` for people. */
export function mountDocs(router: Router<State>, params: OpenApiParams): void {
  for (const [path, name] of [
    ["/openapi.json", "openApi"],
    ["/asyncapi.json", "asyncApi"],
  ] as const)
    router.get(path, (ctx) => {
      const { text, tag } = documentsOf(params)[name];
      ctx.set({ ETag: tag, "Cache-Control": "no-cache" });
      ctx.status = 200;
      if (isFresh(tag, ctx.get("If-None-Match"))) ctx.status = 304;
      else Object.assign(ctx, { type: "json", body: text });
    });
  const problems = problemPage();
  router.get("/docs/problems", (ctx) => {
    ctx.set("Content-Security-Policy", contentPolicy());
    ctx.type = "html";
    ctx.body = problems;
  });
  for (const [path, { from, name }] of Object.entries(files))
    router.get(path, async (ctx) => {
      const file = await from.find(name);
      ctx.set("Content-Security-Policy", contentPolicy());
      if (file) await sendFile(ctx, file, "no-cache");
    });
}
