import { base } from "@formwork/contracts/operations/operation";
import type { Template } from "@formwork/contracts/template";
import type { Middleware } from "../context.ts";
import { documentsOf } from "./documents.ts";
import type { OpenApiParams } from "./openapi.ts";
import { withTemplate } from "./template-document.ts";

/**
 * Makes the middleware that answers `/openapi.json?template=NAME`. It reads the template as the
 * operation does, so that its caller needs the same rights and is refused in the same way.
 */
export function describeTemplate(params: OpenApiParams): Middleware {
  return async function describeOneTemplate(ctx, next) {
    const { template } = ctx.query;
    if (ctx.path !== "/openapi.json" || typeof template !== "string") return next();
    ctx.path = `${base}/templates/${encodeURIComponent(template)}`;
    ctx.querystring = "";
    delete ctx.req.headers["if-none-match"];
    await next();
    ctx.remove("ETag");
    // The operation has answered with a template, or thrown.
    const found = JSON.parse(String(ctx.body)) as Template;
    ctx.body = JSON.stringify(withTemplate(documentsOf(params).openApi.document, found));
  };
}
