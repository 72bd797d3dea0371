import type { Operation } from "@formwork/contracts/operations/operation";
import type { SessionCookie } from "@formwork/engine/accounts/session-cookie";
import type { Context } from "../context.ts";
import type { Reply } from "../handler.ts";

/** Makes the part of a reply that a handler may change. */
export function createReply(ctx: Context, row: Operation, cookie: SessionCookie): Reply {
  return {
    alsoStatus() {
      ctx.status = row.also?.status ?? row.status;
    },
    file(name, type) {
      ctx.attachment(name);
      ctx.type = type;
    },
    signIn: ({ token, expiresAt }) => ctx.set("Set-Cookie", cookie.write(token, expiresAt)),
    signOut: () => ctx.set("Set-Cookie", cookie.clear()),
    immutable: () => ctx.set("Cache-Control", "private, max-age=31536000, immutable"),
  };
}
