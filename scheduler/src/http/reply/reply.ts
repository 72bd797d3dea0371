import type { Operation } from "@formwork/contracts/operations/operation";
import type { SessionCookie } from "@formwork/engine/accounts/session-cookie";
import type { Context } from "../context.ts";
import type { Reply } from "../handler.ts";

/** What a handler may say of its reply besides the value. */
export function createReply(ctx: Context, row: Operation, cookie: SessionCookie): Reply {
  return {
    repeated() {
      ctx.status = row.also?.status ?? row.status;
    },
    signIn: ({ token, expiresAt }) => ctx.set("Set-Cookie", cookie.write(token, expiresAt)),
    signOut: () => ctx.set("Set-Cookie", cookie.clear()),
    lasting: () => ctx.set("Cache-Control", "private, max-age=31536000, immutable"),
  };
}
