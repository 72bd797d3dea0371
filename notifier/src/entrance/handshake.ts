import type { Principal } from "@formwork/contracts/account";
import { type ProblemCode, problems } from "@formwork/contracts/problem";
import type { SessionCookie } from "@formwork/engine/accounts/session-cookie";
import type { Socket } from "socket.io";
import type { ConnectionQuota } from "./connection-quota.ts";

/** Who a socket belongs to, and the token that proved it. Kept in the socket's `data`. */
export type SocketIdentity = { principal: Principal; token: string };

type Deps = {
  authenticate: (token: string) => Promise<Principal | null>;
  quota: ConnectionQuota;
  cookie: SessionCookie;
};
type Handshake = Pick<Socket["handshake"], "auth" | "headers">;

const maxTokenLength = 4096;

/**
 * Creates the Socket.IO middleware that signs a socket in, or refuses it with a problem code in the
 * `data` of `connect_error`.
 */
export function createHandshake({ authenticate, quota, cookie }: Deps) {
  return async function signIn(socket: Socket, next: (error?: Error) => void): Promise<void> {
    const token = tokenOf(socket.handshake, cookie);
    try {
      const principal = token === undefined ? null : await authenticate(token);
      if (token === undefined || principal === null) return next(refusal("not-signed-in"));
      // A connection that closed meanwhile emits no further "close", so its quota would stay used.
      if (socket.conn.readyState !== "open") return;
      if (!quota.acquire(principal.id)) return next(refusal("too-many-requests"));
      socket.conn.once("close", () => quota.release(principal.id));
      socket.data = { principal, token } satisfies SocketIdentity;
      next();
    } catch {
      // A failed check of the token proves nothing about the socket.
      next(refusal("unavailable"));
    }
  };
}

/**
 * Returns the token in `auth`, or the one in the session cookie. The cookie counts only with an
 * `Origin`, which the transport has checked: without one the caller is not a browser.
 */
function tokenOf({ auth, headers }: Handshake, cookie: SessionCookie): string | undefined {
  const token: unknown =
    auth.token ?? (headers.origin === undefined ? undefined : cookie.read(headers.cookie));
  return typeof token === "string" && token.length > 0 && token.length <= maxTokenLength
    ? token
    : undefined;
}

function refusal(code: ProblemCode): Error {
  return Object.assign(new Error(problems[code].title), { data: { code } });
}
