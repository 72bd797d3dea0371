import type { Principal } from "@formwork/contracts/account";
import { type ProblemCode, problems } from "@formwork/contracts/problem";
import type { Socket } from "socket.io";
import type { Seats } from "./seats.ts";

/** Who stands behind a socket, and the token that showed it. */
export type Visitor = { principal: Principal; token: string };

type Deps = {
  authenticate: (token: string) => Promise<Principal | null>;
  seats: Seats;
  cookieName: string;
};
type Handshake = Pick<Socket["handshake"], "auth" | "headers">;

const longestToken = 4096;

/**
 * Makes the middleware that lets a socket in, or refuses it with a problem code in
 * `connect_error`'s `data`.
 */
export function createHandshake({ authenticate, seats, cookieName }: Deps) {
  return async function shakeHands(socket: Socket, next: (error?: Error) => void): Promise<void> {
    const token = tokenOf(socket.handshake, cookieName);
    try {
      const principal = token === undefined ? null : await authenticate(token);
      if (token === undefined || principal === null) return next(refusal("not-signed-in"));
      // Gone while we asked: its seat would never be given back.
      if (socket.conn.readyState !== "open") return;
      if (!seats.take(principal.id)) return next(refusal("too-many-requests"));
      socket.conn.once("close", () => seats.give(principal.id));
      socket.data = { principal, token } satisfies Visitor;
      next();
    } catch {
      // The accounts cannot be asked: that is no reason to let anybody in.
      next(refusal("unavailable"));
    }
  };
}

/**
 * The token that a socket brings: its own, or a browser's cookie. Without an `Origin` it is no
 * browser, and a cookie proves nothing.
 */
function tokenOf({ auth, headers }: Handshake, cookieName: string): string | undefined {
  const token: unknown =
    auth.token ?? (headers.origin === undefined ? undefined : cookieOf(headers.cookie, cookieName));
  return typeof token === "string" && token.length > 0 && token.length <= longestToken
    ? token
    : undefined;
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  const pairs = header?.split(";").map((pair) => pair.trim());
  return pairs?.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

function refusal(code: ProblemCode): Error {
  return Object.assign(new Error(problems[code].title), { data: { code } });
}
