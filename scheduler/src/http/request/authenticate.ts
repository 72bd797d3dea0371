import { may, type Principal } from "@formwork/contracts/account";
import type { Operation } from "@formwork/contracts/operations/operation";
import type { Accounts } from "@formwork/engine/accounts/accounts";
import { isOwnOrigin } from "@formwork/engine/accounts/own-origin";
import { type Cookies, firstSession } from "@formwork/engine/accounts/sessions/session-cookie";
import { fail } from "@formwork/engine/errors";
import type { Context, Middleware } from "../context.ts";

export type AuthenticateDeps = {
  accounts: Accounts;
  cookies: Cookies;
  publicUrl: string;
  /** Origins of other sites whose pages may call with a token, or without any credential. */
  allowedOrigins: readonly string[];
};
/** Tokens of one kind, of which the first valid one counts. */
type Credential = { tokens: string[]; from: "header" | "cookie" };

/** Authenticates the caller by bearer token or session cookie, and checks the scope of the row. */
export function authenticate(deps: AuthenticateDeps, row: Operation): Middleware {
  const { accounts, cookies } = deps;
  return async function authenticateCaller(ctx, next) {
    const credential = credentialOf(ctx, row, cookies);
    refuseForeignOrigin(ctx, row, credential, deps);
    if (row.forServices === true) ctx.state.service = serviceOf(credential, deps);
    if (row.scope !== "public") {
      const tokens = credential?.tokens ?? [];
      const find = async () =>
        (await firstSession(tokens, accounts.authenticate))?.principal ?? null;
      // A caller who may not is known all the same, to the log.
      ctx.state.principal = await find();
      requireScope(row, ctx.state.principal);
      ctx.state.principalNow = async () => {
        const now = await find();
        return may(now, row.scope) ? now : null;
      };
    }
    await next();
  };
}

function serviceOf(credential: Credential | null, { accounts }: AuthenticateDeps): string {
  const [token = ""] = credential?.from === "header" ? credential.tokens : [];
  return (
    accounts.service(token) ??
    fail("not-signed-in", "Only services of this Formwork, which have its secret, may ask this")
  );
}

function credentialOf(ctx: Context, row: Operation, cookies: Cookies): Credential | null {
  const header = ctx.get("Authorization");
  // An invalid header is not replaced by the cookie, which may be of another user.
  if (header !== "") return { tokens: [header.replace(/^bearer +/i, "")], from: "header" };
  const tokens = cookies[row.cookie ?? "session"].read(ctx.headers.cookie);
  return tokens.length === 0 ? null : { tokens, from: "cookie" };
}

/**
 * Refuses an unsafe request without a token that a page of another origin sent: browsers attach the
 * cookie to those too.
 */
function refuseForeignOrigin(
  ctx: Context,
  row: Operation,
  credential: Credential | null,
  { publicUrl, allowedOrigins }: AuthenticateDeps,
): void {
  if (row.method === "get" || credential?.from === "header") return;
  const { origin, host } = ctx.headers;
  const needed = credential !== null && (row.scope !== "public" || row.cookie !== undefined);
  if (!needed && (origin === undefined || allowedOrigins.includes(origin))) return;
  if (!isOwnOrigin({ origin, host }, publicUrl))
    fail(
      "foreign-origin",
      "A request with a session cookie has to carry the Origin of this server",
    );
}

function requireScope(row: Operation, principal: Principal | null): void {
  if (principal === null)
    fail("not-signed-in", "The request carries no token or session that is valid");
  if (!may(principal, row.scope))
    fail("forbidden", `The role ${principal.role} may not do this (${row.scope})`);
}
