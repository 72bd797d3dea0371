import type { Principal, Session } from "@formwork/contracts/account";
import type { OpenSession } from "@formwork/contracts/person";
import { v7 as newId } from "uuid";
import type { Clock } from "../runtime/clock.ts";
import type { Page, Paging } from "../store/page.ts";
import type { Store } from "../store/store.ts";
import { readAllRows } from "../store/tables/read-all-rows.ts";
import { type StoredSession, type StoredUser, sessionsTable } from "./account-tables.ts";
import { createLookUps } from "./look-ups.ts";
import { presentSession } from "./present-session.ts";
import { presentUser } from "./present-user.ts";
import type { Sightings } from "./sightings.ts";
import { createTokenSigner, createTokenVerifier } from "./tokens.ts";
import type { Users } from "./users.ts";

/** Sessions and their tokens. A token is accepted while its session is in the store. */
export type Sessions = {
  /** Stores a session of a user, as the user is now, and signs its token. */
  open: (user: StoredUser, from?: Origin) => Promise<Session>;
  /**
   * Returns the principal of a token, or null. A session that another process has closed is
   * accepted for up to two seconds more.
   */
  find: (token: string) => Promise<Principal | null>;
  /** Returns a page of a user's sessions, newest first. */
  list: (params: { userId: string; current: string | null } & Paging) => Promise<Page<OpenSession>>;
  /** Removes a session. */
  close: (sessionId: string) => Promise<void>;
  /** Removes a session of a user; false where the user has none of that id. */
  closeOwn: (params: { userId: string; id: string }) => Promise<boolean>;
  /** Removes the sessions of a user, but the one to keep. */
  closeAllOf: (userId: string, keep?: string | null) => Promise<void>;
};

/** Where a session was opened: network address, and the `User-Agent` of the program. */
export type Origin = { address?: string | undefined; device?: string | undefined };

/** Open sessions of a user: more than anybody has devices. A further one ends the oldest. */
const maxSessionsPerUser = 1000;
/** Characters of a `User-Agent` that are kept. */
const maxDeviceLength = 300;

/** Creates the verbs of sessions. */
export function createSessions(params: {
  store: Pick<Store, "table">;
  users: Pick<Users, "find">;
  clock: Clock;
  sightings: Sightings;
  secret: string;
  sessionMs: number;
  /** Called with each session that is ended before its time. */
  onClosed?: ((sessionId: string) => void) | undefined;
}): Sessions {
  const { users, clock, secret, sessionMs, sightings } = params;
  const sessions = params.store.table(sessionsTable);
  const sign = createTokenSigner({ secret });
  const verify = createTokenVerifier({ secret, clock });
  const lookUps = createLookUps<Principal | null>({ clock });

  async function lookUp(sessionId: string, userId: string): Promise<Principal | null> {
    const [found, user] = await Promise.all([
      sessions.get({ id: sessionId }),
      users.find({ id: userId }),
    ]);
    const session = found?.row;
    if (!session || !user || session.userId !== userId || !isValid(session, user, clock.now()))
      return null;
    await sightings.note(session, user);
    return { id: user.id, role: user.role, email: user.email, sessionId };
  }
  /** Keeps the work bounded that ending all sessions of a user is. */
  async function endOldest(userId: string): Promise<void> {
    const limit = maxSessionsPerUser + 1;
    const { items } = await sessions.page({ where: { userId }, limit });
    const [oldest] = items;
    if (items.length === limit && oldest !== undefined) await close(oldest.row.id);
  }
  async function close(sessionId: string): Promise<void> {
    await sessions.remove({ key: sessionId });
    lookUps.forget(sessionId);
    params.onClosed?.(sessionId);
  }
  return {
    async open(user, { address, device } = {}) {
      // A token counts whole seconds.
      const expiresAt = Math.floor((clock.now() + sessionMs) / 1000) * 1000;
      const session: StoredSession = {
        ...{ id: newId(), userId: user.id, expiresAt, generation: user.generation ?? 0 },
        ...{ createdAt: clock.now(), seenAt: clock.now() },
        ...(address === undefined ? {} : { address }),
        ...(device === undefined ? {} : { device: device.slice(0, maxDeviceLength) }),
      };
      await sessions.insert({ row: session });
      await endOldest(user.id);
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
      if (claims === null) return null;
      const { sessionId, userId } = claims;
      return lookUps.once(sessionId, () => lookUp(sessionId, userId));
    },
    async list({ userId, current, ...paging }) {
      const { items, next } = await sessions.page({
        ...paging,
        where: { userId },
        descending: true,
      });
      const open = items.filter(({ row }) => row.expiresAt > clock.now());
      return { items: open.map(({ row }) => presentSession(row, current)), next };
    },
    close,
    async closeOwn({ userId, id }) {
      if ((await sessions.get({ id }))?.row.userId !== userId) return false;
      await close(id);
      return true;
    },
    async closeAllOf(userId, keep = null) {
      for (const { id } of await readAllRows(sessions, { userId }))
        if (id !== keep) await close(id);
    },
  };
}

/** Returns true while a session counts: it has not expired, and all sessions did not end since. */
function isValid(session: StoredSession, user: StoredUser, now: number): boolean {
  const { id, generation = 0, expiresAt } = session;
  const isOfNow = generation === (user.generation ?? 0) || user.keptSession === id;
  return expiresAt > now && user.disabled !== true && isOfNow;
}
