import { createCookies } from "@formwork/engine/accounts/sessions/session-cookie";
import type { Engine } from "@formwork/engine/engine";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import Router from "@koa/router";
import Koa from "koa";
import { createHandlers } from "./handlers/handlers.ts";
import type { State } from "./http/context.ts";
import { serveUi } from "./http/files/serve-ui.ts";
import { holdRequests } from "./http/hold-requests.ts";
import { logRequests } from "./http/log-requests.ts";
import { mount } from "./http/mount.ts";
import { mountHealth } from "./http/mount-health.ts";
import { describeTemplate } from "./http/openapi/describe-template.ts";
import { mountDocs } from "./http/openapi/mount-docs.ts";
import { allowOrigins } from "./http/reply/allow-origins.ts";
import { answerProblems } from "./http/reply/answer-problems.ts";
import { compressReplies } from "./http/reply/compress-replies.ts";
import { refuseMethod } from "./http/reply/refuse-method.ts";
import { refusePolling } from "./http/reply/refuse-polling.ts";
import { secureHeaders } from "./http/reply/secure-headers.ts";
import { refuseForeignHosts } from "./http/request/refuse-foreign-hosts.ts";
import { traceRequests } from "./http/request/trace-requests.ts";

export type AppDeps = {
  engine: Engine;
  telemetry: Telemetry;
  /** Address that callers use. It decides about TLS for cookies and which origins are foreign. */
  publicUrl: string;
  /**
   * Number of trusted proxies in front of the server. The outermost of them decides the address of
   * a caller; with 0, the default, `X-Forwarded-For` is ignored.
   */
  proxies?: number | undefined;
  /** Whether the server listens for this machine alone, so that other hosts are not meant. */
  isLocal?: boolean | undefined;
  /** Origins of other sites whose pages may call the API with a token. */
  allowedOrigins?: readonly string[] | undefined;
  /** Whether jobs may be generated to try things out; false in production. */
  generateJobs?: boolean | undefined;
  /** Resolves once operations can be answered; at once unless given. */
  started?: Promise<void> | undefined;
  /** Folder of the built UI; without it the app serves the API only. */
  uiFolder?: string | undefined;
};

/** Creates the HTTP application. A request passes through its middleware from top to bottom. */
export function createApp({
  engine,
  telemetry,
  publicUrl,
  proxies = 0,
  uiFolder,
  generateJobs = false,
  isLocal = false,
  allowedOrigins = [],
  started,
}: AppDeps): Koa<State> {
  const app = new Koa<State>({ proxy: proxies > 0, maxIpsCount: proxies });
  app.use(traceRequests({ telemetry }));
  app.use(logRequests({ telemetry }));
  app.use(secureHeaders({ publicUrl }));
  app.use(compressReplies());
  app.use(answerProblems({ telemetry, publicUrl }));
  if (isLocal) app.use(refuseForeignHosts({ publicUrl }));
  if (allowedOrigins.length > 0) app.use(allowOrigins({ allowedOrigins }));
  app.use(refusePolling);
  if (started !== undefined) app.use(holdRequests(started));
  app.use(describeTemplate({ cookieName: createCookies({ publicUrl }).session.name, publicUrl }));
  app.use(routes({ engine, telemetry, publicUrl, generateJobs, allowedOrigins }).routes());
  app.use(refuseMethod);
  if (uiFolder !== undefined) app.use(serveUi({ uiFolder }));

  // Each open stream adds a listener for the stop of the server.
  app.setMaxListeners(0);
  // Errors after the reply has begun, mostly because the caller has closed the connection.
  app.on("error", (error: Error) => telemetry.log.debug("reply.broken", { error: error.message }));
  return app;
}

function routes({
  engine,
  telemetry,
  publicUrl,
  generateJobs = false,
  allowedOrigins = [],
}: AppDeps): Router<State> {
  const router = new Router<State>({ sensitive: true, strict: true });
  const cookies = createCookies({ publicUrl });
  mount(router, {
    engine,
    accounts: engine.accounts,
    cookies,
    publicUrl,
    allowedOrigins,
    handlers: createHandlers(engine, { generateJobs, publicUrl }),
    telemetry,
  });
  mountHealth(router, { engine, telemetry });
  mountDocs(router, { cookieName: cookies.session.name, publicUrl });
  return router;
}
