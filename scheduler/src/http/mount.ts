import type { Operation } from "@formwork/contracts/operations/operation";
import type { OperationId } from "@formwork/contracts/operations/operations";
import { operations } from "@formwork/contracts/operations/operations";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Router, RouterContext } from "@koa/router";
import type { Context, Middleware, State } from "./context.ts";
import type { Handlers, Reply } from "./handler.ts";
import { createReply } from "./reply/reply.ts";
import { type AuthenticateDeps, authenticate } from "./request/authenticate.ts";
import { disconnectSignal } from "./request/disconnect-signal.ts";
import { inputParser } from "./request/input-parser.ts";
import { revocationSignal } from "./request/revocation-signal.ts";

type MountDeps = AuthenticateDeps & { handlers: Handlers; telemetry: Telemetry };

/** One row becomes one route: who may, what comes in, what to do. */
export function mount(router: Router<State>, deps: MountDeps): void {
  // The table's keys are the ids; Object.entries forgets that.
  for (const [id, row] of Object.entries(operations) as [OperationId, Operation][]) {
    router.register(
      row.path,
      [row.method],
      [nameOperation(id), authenticate(deps, row), answer(deps, id, row)],
      { name: id },
    );
  }
}

/** Comes first, so that a refusal is logged under the operation's name too. */
function nameOperation(id: OperationId): Middleware {
  return async function nameMatchedOperation(ctx, next) {
    ctx.state.operation = id;
    await next();
  };
}

function answer({ handlers, telemetry, cookie }: MountDeps, id: OperationId, row: Operation) {
  const parse = inputParser(row);
  // What the parser lets through has the types that the row's schemas give; the compiler cannot
  // follow it here.
  const handle = handlers[id] as (input: unknown, reply: Reply) => Promise<unknown>;
  return async function answerOperation(ctx: RouterContext<State>): Promise<void> {
    const { trace, principal } = ctx.state;
    const caller = principal && { principal, traceparent: trace.parent };
    const input = {
      ...(await parse(ctx, ctx.params)),
      caller,
      address: ctx.ip,
      signal: signalOf(ctx, row),
    };
    ctx.status = row.status;
    const value = await telemetry.span(`http.${id}`, {}, () =>
      handle(input, createReply(ctx, row, cookie)),
    );
    if (row.status === 204) return;
    ctx.body = row.reply ? JSON.stringify(value) : value;
    ctx.type = row.replyType ?? "json";
  };
}

/** Tells a handler when to stop; a stream also when its reader loses the right to it. */
function signalOf(ctx: Context, row: Operation): AbortSignal {
  const gone = disconnectSignal(ctx);
  if (row.replyType !== "text/event-stream") return gone;
  // A proxy that buffers would hold lines back.
  ctx.set("X-Accel-Buffering", "no");
  return revocationSignal(gone, ctx.state.stillAllowed);
}
