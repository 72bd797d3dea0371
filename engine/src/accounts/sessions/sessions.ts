import type { Principal } from "@formwork/contracts/account";
import type { OpenSession } from "@formwork/contracts/person";
import { v7 as newId } from "uuid";
import type { Clock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Page, Paging } from "../../store/page.ts";
import type { Store } from "../../store/store.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import { readAllRows } from "../../store/tables/read-all-rows.ts";
import { type StoredSession, type StoredUser, sessionsTable } from "../account-tables.ts";
import { createLookUps } from "../look-ups.ts";
import { type BarredFor, principalOf } from "../principal-of.ts";
import type { Sightings } from "../sightings.ts";
import { createTokenVerifier } from "../tokens.ts";
import type { Users } from "../users.ts";
import { createTokenIssuer } from "./issue-tokens.ts";
import { judgeRefresh, type RefreshVerdict } from "./judge-refresh.ts";
import { presentSession } from "./present-session.ts";
import { createRefreshTokens, type RefreshClaims } from "./refresh-tokens.ts";
import { type SessionTimes, sessionEnd } from "./session-times.ts";
import type { Origin, SignedIn } from "./signed-in.ts";

/** Sessions and their tokens. A token is accepted while its session is in the store. */
export type Sessions = {
  /** Stores a session of a user, as the user is now, and signs its tokens. */
  open: (user: StoredUser, from?: Origin) => Promise<SignedIn>;
  /**
   * Exchanges the refresh token of a session against new tokens; null where that may not be. One
   * that was exchanged before ends the session: somebody else has it, too.
   */
  refresh: (token: string, from?: Origin) => Promise<SignedIn | null>;
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
  /** Makes the next request of each session look up again what its user may. */
  forgetAll: () => void;
};

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
  telemetry: Telemetry;
  barredFor: BarredFor;
  secret: string;
  times: SessionTimes;
  /** Called with each session that is ended before its time. */
  onClosed?: ((sessionId: string) => void) | undefined;
}): Sessions {
  const { users, clock, secret, times, sightings, telemetry } = params;
  const sessions = params.store.table(sessionsTable);
  const refreshTokens = createRefreshTokens(secret);
  const issue = createTokenIssuer({ secret, refreshTokens, tokenMs: times.tokenMs });
  const verify = createTokenVerifier({ secret, clock, log: telemetry.log });
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
    return { ...(await principalOf(user, params.barredFor)), sessionId };
  }
  /** Counts the turn of a session on where the token that was presented is its newest. */
  async function turn(presented: RefreshClaims, user: StoredUser, from: Origin) {
    let verdict: RefreshVerdict = "unknown";
    const now = clock.now();
    const session = await changeRow(sessions, { id: presented.sessionId }, (row) => {
      verdict = isValid(row, user, now) ? judgeRefresh(row, presented.turn, now) : "unknown";
      return verdict === "rotate" ? nextTurn(row, from, now) : null;
    });
    // The compiler does not see that the callback has set it.
    return { session, verdict: verdict as RefreshVerdict };
  }
  /** Returns a session as it is from its next refresh token on. */
  function nextTurn(row: StoredSession, from: Origin, now: number): StoredSession {
    const expiresAt = sessionEnd(times, row, now);
    const turned = { turn: (row.turn ?? 0) + 1, turnedAt: now, seenAt: now, expiresAt };
    return { ...row, ...turned, ...originOf(from) };
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
    async open(user, from = {}) {
      const now = clock.now();
      const session: StoredSession = {
        ...{ id: newId(), userId: user.id, generation: user.generation ?? 0 },
        ...{ createdAt: now, seenAt: now, expiresAt: sessionEnd(times, { createdAt: now }, now) },
        ...originOf(from),
      };
      await sessions.insert({ row: session });
      await endOldest(user.id);
      return issue(session, user, now);
    },
    async refresh(token, from = {}) {
      const claims = refreshTokens.open(token);
      const found = claims && (await sessions.get({ id: claims.sessionId }));
      const user = found && (await users.find({ id: found.row.userId }));
      if (!user) return null;
      const { session, verdict } = await turn(claims, user, from);
      if (verdict === "reused") {
        telemetry.log.warn("account.refresh-reused", { userId: user.id, address: from.address });
        telemetry.count("refreshes_reused_total");
        await close(claims.sessionId);
      }
      const isGood = verdict === "rotate" || verdict === "repeat";
      return session !== null && isGood ? issue(session, user, clock.now()) : null;
    },
    async find(token) {
      const claims = await verify(token);
      if (claims === null) return null;
      const { sessionId, userId } = claims;
      const principal = await lookUps.once(sessionId, () => lookUp(sessionId, userId));
      return principal && { ...principal, tokenEndsAt: claims.expiresAt };
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
    forgetAll: lookUps.clear,
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

function originOf({ address, device }: Origin): Pick<StoredSession, "address" | "device"> {
  return {
    ...(address === undefined ? {} : { address }),
    ...(device === undefined ? {} : { device: device.slice(0, maxDeviceLength) }),
  };
}

/** Returns true while a session counts: it has not expired, and all sessions did not end since. */
function isValid(session: StoredSession, user: StoredUser, now: number): boolean {
  const { id, generation = 0, expiresAt } = session;
  const isOfNow = generation === (user.generation ?? 0) || user.keptSession === id;
  return expiresAt > now && user.disabled !== true && isOfNow;
}
