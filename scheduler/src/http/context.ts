import type { Principal } from "@formwork/contracts/account";
import type Koa from "koa";

/** What ties a request to its log lines and events. `parent` is handed on as W3C trace context. */
export type Trace = { id: string; parent: string };

/** What the middleware know of a request. */
export type State = {
  trace: Trace;
  /** Who calls; null until, or unless, signed in. */
  principal: Principal | null;
  /** Asks again whether the caller may do this, for replies that last. */
  stillAllowed: () => Promise<boolean>;
  /** Row of the table of operations that answers, for logs and metrics. */
  operation: string | null;
};
export type Context = Koa.ParameterizedContext<State>;
export type Middleware = Koa.Middleware<State>;
