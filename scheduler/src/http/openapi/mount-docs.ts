import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Router } from "@koa/router";
import type { State } from "../context.ts";
import { createFiles } from "../files/files.ts";
import { contentPolicy } from "../reply/secure-headers.ts";
import { sendFile } from "../reply/send-file.ts";
import { openApi } from "./openapi.ts";

const ours = createFiles(join(import.meta.dirname, "..", "..", "docs"));
const swagger = createFiles(dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist"))));

/** The page's files, and where each comes from. */
const files = {
  "/docs": { from: ours, name: "index.html" },
  "/docs/page.js": { from: ours, name: "page.js" },
  "/docs/page.css": { from: ours, name: "page.css" },
  "/docs/swagger-ui-bundle.js": { from: swagger, name: "swagger-ui-bundle.js" },
  "/docs/swagger-ui.css": { from: swagger, name: "swagger-ui.css" },
} as const;

/** Adds the description of the API: `/openapi.json` for programs, `/docs` for people. */
export function mountDocs(router: Router<State>, { cookieName }: { cookieName: string }): void {
  const document = JSON.stringify(openApi({ cookieName }));
  router.get("/openapi.json", (ctx) => {
    ctx.type = "json";
    ctx.body = document;
  });
  for (const [path, { from, name }] of Object.entries(files))
    router.get(path, async (ctx) => {
      const file = await from.find(name);
      ctx.set("Content-Security-Policy", contentPolicy());
      if (file) await sendFile(ctx, file, "no-cache");
    });
}
