import type { Principal } from "@formwork/contracts/account";
import type { Operation } from "@formwork/contracts/operations/operation";
import type { OperationId } from "@formwork/contracts/operations/operations";
import { operations } from "@formwork/contracts/operations/operations";
import { seesLess } from "@formwork/contracts/policies/sees-less";
import { missesSome } from "@formwork/contracts/policies/within-sight";
import type { CookieName } from "@formwork/engine/accounts/sessions/session-cookie";
import type { Engine } from "@formwork/engine/engine";
import { isRefusal } from "@formwork/engine/errors";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import type { Router, RouterContext } from "@koa/router";
import { auditCalls } from "./audit/audit-calls.ts";
import { readerBefore } from "./audit/read-before.ts";
import type { Context, Middleware, State } from "./context.ts";
import type { Handlers, Reply } from "./handler.ts";
import { entityTag, isFresh } from "./reply/entity-tag.ts";
import { locationOf } from "./reply/location.ts";
import { refuseTakenName } from "./reply/refuse-method.ts";
import { createReply } from "./reply/reply.ts";
import { type AuthenticateDeps, authenticate } from "./request/authenticate.ts";
import { boundCursor } from "./request/bound-cursor.ts";
import { checkRights } from "./request/check-rights.ts";
import { disconnectSignal, stopSignal } from "./request/disconnect-signal.ts";
import type { ParsedInput } from "./request/input-parser.ts";
import { inputParser } from "./request/input-parser.ts";
import { limitCalls, limitStrangers, oweTokensOf, takeTokensOf } from "./request/limit-calls.ts";
import { createStreamLimit } from "./request/limit-streams.ts";
import { requireMatch } from "./request/require-match.ts";
import { revocationSignal } from "./request/revocation-signal.ts";
import { wantsEventStream } from "./request/wants-stream.ts";

type MountDeps = AuthenticateDeps & {
  engine: Pick<Engine, "jobs" | "schedules" | "actions" | "rates" | "accounts" | "audit">;
  handlers: Handlers;
  telemetry: Telemetry;
};

/** Adds a route for each operation: authenticates, limits, parses the input, calls the handler. */
export function mount(router: Router<State>, deps: MountDeps): void {
  const limitStreams = createStreamLimit();
  // Object.entries returns the keys as strings; they are the ids.
  for (const [id, row] of Object.entries(operations) as [OperationId, Operation][]) {
    router.register(
      row.path,
      [row.method],
      [
        setOperation(id),
        auditCalls(deps.engine, id, row),
        limitStrangers(deps.engine),
        authenticate(deps, row),
        limitCalls(deps.engine, row),
        limitStreams(row),
        answer(deps, id, row),
      ],
      { name: id },
    );
  }
}

/** Runs first, so that refusals too are logged under the operation's id. */
function setOperation(id: OperationId): Middleware {
  return async function setMatchedOperation(ctx, next) {
    ctx.state.operation = id;
    refuseTakenName(ctx);
    await next();
  };
}

function answer(
  { engine, handlers, telemetry, cookies }: MountDeps,
  id: OperationId,
  row: Operation,
) {
  const parse = inputParser(row);
  const readBefore = readerBefore(engine, handlers, row);
  const cursors = boundCursor(id, row);
  // The parsed input has the types of the row's schemas, which the compiler cannot see here.
  const handle = handlers[id] as (input: unknown, reply: Reply) => Promise<unknown>;
  const readCurrent = handlers[row.matches ?? id] as typeof handle;
  return async function answerOperation(ctx: RouterContext<State>): Promise<void> {
    const { trace, principal, deed } = ctx.state;
    const sent = await parse(ctx, ctx.params);
    deed.body = sent.body;
    await takeTokensOf(engine, row, ctx, sent.body);
    const parsed = await checkRights(engine, row, cursors.open(sent), principal);
    deed.before = (await readBefore?.(parsed.params, principal)) ?? null;
    const signal = signalOf(ctx, row, {
      waits: mayWait(row, parsed),
      isRight: (now) => isStillRight({ engine, row, sent, principal, now }),
    });
    const caller = principal && { principal, traceparent: trace.parent, signal };
    const device = ctx.get("User-Agent");
    const wantsStream = wantsEventStream(ctx, row);
    const input = {
      ...{ ...parsed, caller, address: ctx.ip, device, signal, wantsStream },
      intend: ctx.state.intend,
      cookies: (name: CookieName) => cookies[name].read(ctx.headers.cookie),
    };
    const expected = await requireMatch(row, parsed, (same) =>
      readCurrent({ ...input, ...same }, createReply(ctx, row, cookies)),
    );
    if (row.scope !== "public") await ctx.state.intend();
    ctx.status = row.status;
    const value = await telemetry.span(`http.${id}`, {}, () =>
      handle({ ...input, expected }, createReply(ctx, row, cookies)),
    );
    deed.value = value;
    await oweTokensOf(engine, row, ctx, value);
    ctx.state.jobId = idOf(value, row.limit === "submits" ? "id" : "jobId");
    if (row.makes !== undefined) ctx.set("Location", locationOf(row.makes, value));
    if (row.version !== undefined) setEntityTag(ctx, row, entityTag(row.version, value));
    if (ctx.status === 204 || ctx.status === 304) return;
    ctx.body = row.reply && !wantsStream ? JSON.stringify(cursors.seal(sent, value)) : value;
    if (wantsStream) ctx.type = "text/event-stream";
    else if (typeof row.replyType !== "object") ctx.type = row.replyType ?? "json";
  };
}

/** Sets the tag of a reply, which a read leaves out for who has it. */
function setEntityTag(ctx: Context, { method }: Operation, tag: string): void {
  ctx.set("ETag", tag);
  if (method === "get" && isFresh(tag, ctx.get("If-None-Match"))) ctx.status = 304;
}

/** Returns the id of the job that an operation has made or settled; nothing where there are many. */
function idOf(value: unknown, name: "id" | "jobId"): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const id: unknown = Reflect.get(value, name);
  return typeof id === "string" ? id : undefined;
}

/** Returns the signal at which the handler stops; see `Input`. */
function signalOf(
  ctx: Context,
  row: Operation,
  { waits, isRight }: { waits: boolean; isRight: (now: Principal) => Promise<boolean> },
): AbortSignal {
  const disconnected = disconnectSignal(ctx);
  const isFile = row.replyType !== undefined && row.replyType !== "text/javascript";
  const isStream = isFile || wantsEventStream(ctx, row);
  if (!isStream && !waits) return disconnected;
  // Keeps nginx from buffering the stream.
  if (isStream) ctx.set("X-Accel-Buffering", "no");
  const ended = AbortSignal.any([disconnected, stopSignal(ctx)]);
  return revocationSignal(ended, async () => {
    const now = await ctx.state.principalNow();
    return now !== null && isRight(now);
  });
}

/** Whether the reply may take long: as the row says, or because the caller asks to wait. */
function mayWait({ waits }: Operation, { query, headers }: ParsedInput): boolean {
  return (
    waits === true ||
    Object.hasOwn(Object(query), "wait") ||
    Object.hasOwn(Object(headers), "prefer")
  );
}

/** Whether a request that is still being answered would be answered the same to its caller now. */
async function isStillRight(request: {
  engine: MountDeps["engine"];
  row: Operation;
  sent: ParsedInput;
  principal: Principal | null;
  now: Principal;
}): Promise<boolean> {
  const { engine, row, sent, principal, now } = request;
  if (principal === null || seesLess(principal, now)) return false;
  return checkRights(engine, row, sent, now).then(
    () => true,
    // A job that was deleted meanwhile ends its stream by itself, and a store that is away, none.
    (error: unknown) => !isRefusal(error) || (error.code === "job-not-found" && !missesSome(now)),
  );
}
