import type { Operation } from "@formwork/contracts/operations/operation";
import type { Cookies } from "@formwork/engine/accounts/sessions/session-cookie";
import type { Context } from "../context.ts";
import type { Reply } from "../handler.ts";

/** Makes the part of a reply that a handler may change. */
export function createReply(ctx: Context, row: Operation, cookies: Cookies): Reply {
  return {
    alsoStatus() {
      ctx.status = row.also?.status ?? row.status;
    },
    applied: (preference) => ctx.set("Preference-Applied", preference),
    file(name, type) {
      ctx.attachment(name);
      ctx.type = type;
    },
    signIn({ deviceToken, refreshToken, ...session }) {
      const { token, expiresAt, sessionExpiresAt } = session;
      ctx.append("Set-Cookie", cookies.session.write(token, expiresAt));
      ctx.append("Set-Cookie", cookies.refresh.write(refreshToken, sessionExpiresAt));
      if (deviceToken !== undefined)
        ctx.append("Set-Cookie", cookies.device.write(deviceToken.token, deviceToken.expiresAt));
      return ctx.get("Origin") === "" ? { ...session, refreshToken } : session;
    },
    keepPending: (pending) =>
      ctx.append(
        "Set-Cookie",
        pending === null
          ? cookies.provider.clear()
          : cookies.provider.write(pending.token, pending.expiresAt),
      ),
    signOut() {
      ctx.append("Set-Cookie", cookies.session.clear());
      ctx.append("Set-Cookie", cookies.refresh.clear());
    },
    immutable: () => ctx.set("Cache-Control", "private, max-age=31536000, immutable"),
  };
}
