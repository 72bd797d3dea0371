import type { Principal, Session } from "@formwork/contracts/account";
import { LRUCache } from "lru-cache";
import { v7 as newId } from "uuid";
import type { Clock } from "../runtime/clock.ts";
import type { Store } from "../store/store.ts";
import { type StoredUser, sessionsTable } from "./account-tables.ts";
import { presentUser } from "./present-user.ts";
import { createTokenSigner, createTokenVerifier } from "./tokens.ts";
import type { Users } from "./users.ts";

/** Sessions and their tokens. A token is accepted while its session is in the store. */
export type Sessions = {
  /** Stores a session of a user and signs its token. */
  open: (user: StoredUser) => Promise<Session>;
  /**
   * Returns the principal of a token, or null. A session that another process has closed is
   * accepted for up to two seconds more.
   */
  find: (token: string) => Promise<Principal | null>;
  /** Removes a session. */
  close: (sessionId: string) => Promise<void>;
};

type LookUp = { at: number; principal: Promise<Principal | null> };

/** Time for which a look-up in the store is reused. */
const lookUpTtlMs = 2000;
const maxLookUps = 10_000;

/** Creates the verbs of sessions. */
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
  const verify = createTokenVerifier({ secret, clock });
  const lookUps = new LRUCache<string, LookUp>({ max: maxLookUps });

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
  /** Looks a session up, once for all requests of two seconds. A failure is not reused. */
  function lookUpOnce(sessionId: string, userId: string): Promise<Principal | null> {
    const known = lookUps.get(sessionId);
    if (known && clock.monotonic() - known.at < lookUpTtlMs) return known.principal;
    const principal = lookUp(sessionId, userId);
    lookUps.set(sessionId, { at: clock.monotonic(), principal });
    principal.catch(() => lookUps.delete(sessionId));
    return principal;
  }
  return {
    async open(user) {
      // A token counts whole seconds.
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
      const claims = await verify(token);
      return claims && lookUpOnce(claims.sessionId, claims.userId);
    },
    async close(sessionId) {
      await sessions.remove({ key: sessionId });
      lookUps.delete(sessionId);
    },
  };
}
