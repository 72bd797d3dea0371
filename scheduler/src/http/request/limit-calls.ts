import type { Operation } from "@formwork/contracts/operations/operation";
import { DomainError } from "@formwork/engine/errors";
import type { Call, Rates } from "@formwork/engine/rates/rates";
import { type Subject, subjectOf } from "@formwork/engine/rates/subject";
import type { Context, Middleware } from "../context.ts";
import { quotaHeaders } from "../reply/quota-headers.ts";

type Deps = { rates: Pick<Rates, "take" | "owe"> };

/** Takes a token of the address of a caller who is refused because nobody knows it. */
export function limitStrangers({ rates }: Deps): Middleware {
  return async function limitUnknownCallers(ctx, next) {
    try {
      await next();
    } catch (error) {
      if (ctx.state.principal === null && isUnknown(error)) await takeToken(rates, ctx, "requests");
      throw error;
    }
  };
}

function isUnknown(error: unknown): boolean {
  return error instanceof DomainError && error.code === "not-signed-in";
}

/**
 * Takes the tokens of a call, by the column `limit` of its row, before its body is read. Where the
 * body says how many they are, it only asks whether there is one; `takeTokensOf` takes them.
 * Sign-ins are limited where they are checked, as their account counts too.
 */
export function limitCalls({ rates }: Deps, row: Operation): Middleware {
  return async function limitCallers(ctx, next) {
    if (row.limit !== null && row.limit !== "signIns")
      await takeToken(rates, ctx, row.limit, row.tokensIn === undefined ? 1 : 0);
    await next();
  };
}

/** Takes the tokens that the body of a call asks for. */
export async function takeTokensOf(
  { rates }: Deps,
  row: Operation,
  ctx: Context,
  body: unknown,
): Promise<void> {
  if (row.tokensIn === undefined || row.limit === null) return;
  const said: unknown = Object(body)[row.tokensIn];
  const count = Array.isArray(said) ? said.length : Number(said);
  await takeToken(rates, ctx, row.limit, Math.max(1, count));
}

/** Takes the tokens that a call took in the end, by its reply; one has been taken already. */
export async function oweTokensOf(
  { rates }: Deps,
  { limit, tokensOut }: Operation,
  ctx: Context,
  reply: unknown,
): Promise<void> {
  if (tokensOut === undefined || limit === null) return;
  const count = Number(Object(reply)[tokensOut]) - 1;
  if (count > 0) await rates.owe({ limit, subject: subjectOfCall(ctx), count });
}

async function takeToken(
  rates: Pick<Rates, "take">,
  ctx: Context,
  limit: Call["limit"],
  count = 1,
): Promise<void> {
  const quota = await rates.take({ limit, subject: subjectOfCall(ctx), count });
  if (quota !== null) ctx.set(quotaHeaders(quota));
}

/** Returns whose tokens a call takes. */
export function subjectOfCall({ state: { principal }, ip }: Context): Subject {
  return principal === null ? { kind: "address", id: ip } : subjectOf(principal);
}
