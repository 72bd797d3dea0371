import type { Principal } from "@formwork/contracts/account";
import { type ProblemCode, problems } from "@formwork/contracts/problem";
import {
  firstSession,
  type SessionCookie,
} from "@formwork/engine/accounts/sessions/session-cookie";
import type { ConnectionQuota } from "@formwork/engine/runtime/connection-quota";
import type { Socket } from "socket.io";
import { hasTokenLength } from "../token-length.ts";
import type { ConnectRate } from "./connect-rate.ts";

/** Who a socket belongs to, and the token that proved it. Kept in the socket's `data`. */
export type SocketIdentity = { principal: Principal; token: string };

type Deps = {
  authenticate: (token: string) => Promise<Principal | null>;
  quota: ConnectionQuota;
  rate: ConnectRate;
  cookie: SessionCookie;
};
type Handshake = Pick<Socket["handshake"], "auth" | "headers">;

/**
 * Creates the Socket.IO middleware that signs a socket in, or refuses it with a problem code in the
 * `data` of `connect_error`.
 */
export function createHandshake({ authenticate, quota, rate, cookie }: Deps) {
  return async function signIn(socket: Socket, next: (error?: Error) => void): Promise<void> {
    try {
      const session = await firstSession(tokensOf(socket.handshake, cookie), authenticate);
      if (session === null) return next(refusal("not-signed-in"));
      const { principal, token } = session;
      // A connection that closed meanwhile emits no further "close", so its quota would stay used.
      if (socket.conn.readyState !== "open") return;
      if (!quota.acquire(principal.id)) return next(refusal("too-many-requests"));
      if (!rate.take(principal.id)) {
        quota.release(principal.id);
        return next(refusal("too-many-requests"));
      }
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
 * Returns the token in `auth`, or those in the session cookie. The cookie counts only with an
 * `Origin`, which the transport has checked: without one the caller is not a browser, and may send its
 * token in `Authorization`.
 */
function tokensOf({ auth, headers }: Handshake, cookie: SessionCookie): string[] {
  const outsideAuth =
    headers.origin === undefined ? bearerOf(headers.authorization) : cookie.read(headers.cookie);
  const given: unknown[] = (auth.token ?? null) === null ? outsideAuth : [auth.token];
  return given.filter((token) => typeof token === "string").filter(hasTokenLength);
}

function bearerOf(header = ""): string[] {
  const [, token] = /^bearer +(\S+)$/i.exec(header) ?? [];
  return token === undefined ? [] : [token];
}

function refusal(code: ProblemCode): Error {
  return Object.assign(new Error(problems[code].title), { data: { code } });
}
