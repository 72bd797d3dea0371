import type { Principal, Session } from "@formwork/contracts/account";
import { v7 as newId } from "uuid";
import type { Clock } from "../runtime/clock.ts";
import type { Store } from "../store/store.ts";
import { type StoredUser, sessionsTable } from "./account-tables.ts";
import { presentUser } from "./present-user.ts";
import { createTokenCheck, createTokenSigner } from "./tokens.ts";
import type { Users } from "./users.ts";

export type Sessions = {
  open: (user: StoredUser) => Promise<Session>;
  /**
   * Who a token belongs to, or null. A session closed by another process is noticed within two
   * seconds.
   */
  find: (token: string) => Promise<Principal | null>;
  close: (sessionId: string) => Promise<void>;
};

/** How long an answer of the store is trusted, and how many are kept. */
const trusted = { ms: 2000, entries: 10_000 };

/**
 * Makes the keeper of sessions. A token is good while its session is in the store; so signing out
 * is real.
 */
export function createSessions(params: {
  store: Pick<Store, "table">;
  users: Pick<Users, "find">;
  clock: Clock;
  secret: string;
  sessionMs: number;
}): Sessions {
  const { users, clock, secret, sessionMs } = params;
  const sessions = params.store.table(sessionsTable);
  const sign = createTokenSigner({ secret });
  const check = createTokenCheck({ secret, clock });
  const lookups = new Map<string, { at: number; principal: Promise<Principal | null> }>();

  async function lookUp(sessionId: string, userId: string): Promise<Principal | null> {
    const [found, user] = await Promise.all([
      sessions.get({ id: sessionId }),
      users.find({ id: userId }),
    ]);
    const session = found?.row;
    if (!session || !user || session.userId !== userId || session.expiresAt <= clock.now())
      return null;
    return { id: user.id, role: user.role, email: user.email, sessionId };
  }
  function remember(sessionId: string, principal: Promise<Principal | null>) {
    lookups.delete(sessionId);
    lookups.set(sessionId, { at: clock.monotonic(), principal });
    // A store that is away is asked again at once, not after two seconds.
    principal.catch(() => lookups.delete(sessionId));
    if (lookups.size > trusted.entries) lookups.delete(lookups.keys().next().value ?? sessionId);
    return principal;
  }
  return {
    async open(user) {
      // Whole seconds, as a token counts them.
      const expiresAt = Math.floor((clock.now() + sessionMs) / 1000) * 1000;
      const session = { id: newId(), userId: user.id, expiresAt };
      await sessions.insert({ row: session });
      const token = await sign({
        userId: user.id,
        sessionId: session.id,
        role: user.role,
        email: user.email,
        expiresAt,
      });
      return { token, expiresAt: new Date(expiresAt).toISOString(), user: presentUser(user) };
    },
    async find(token) {
      const claims = await check(token);
      if (!claims) return null;
      const known = lookups.get(claims.sessionId);
      if (known && clock.monotonic() - known.at < trusted.ms) return known.principal;
      return remember(claims.sessionId, lookUp(claims.sessionId, claims.userId));
    },
    async close(sessionId) {
      await sessions.remove({ key: sessionId });
      lookups.delete(sessionId);
    },
  };
}
