import type { Principal } from "@formwork/contracts/account";
import type Koa from "koa";

/**
 * The trace of a request: `id` for its reply, as its caller wrote it, and `parent` for log lines, events
 * and jobs, as one text (`trace-context.ts` of the contracts).
 */
export type Trace = { id: string; parent: string };

/** Says that a call is about to change something. */
export type Intend = (who?: { id: string; email: string }) => Promise<void>;

/** The state that middleware share about a request. */
export type State = {
  trace: Trace;
  /** The authenticated caller; null before authentication and for public operations. */
  principal: Principal | null;
  /** The service that calls, for the operations that are for services alone. */
  service?: string;
  /** Returns the caller as it is now, or null where it may not do this any more; for streams. */
  principalNow: () => Promise<Principal | null>;
  /** Id of the operation, for logs and metrics; null for other paths. */
  operation: string | null;
  /** Id of the job that the request made or settled, for its line in the log. */
  jobId?: string | undefined;
  /** Why the request was refused, for its line in the log: code of the problem, and what caused it. */
  refusal?: { code: string; error: string | undefined } | undefined;
  /**
   * Says in the audit log what is about to be done, before it is, where the row asks for that; `who`
   * is the user whom a call without a session turned out to be of.
   */
  intend: Intend;
  /** What the call asks for and does, as far as it has come, for the audit log. */
  deed: { params: unknown; body: unknown; before: unknown; value: unknown };
};
export type Context = Koa.ParameterizedContext<State>;
export type Middleware = Koa.Middleware<State>;
