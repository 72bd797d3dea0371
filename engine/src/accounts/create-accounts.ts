import { type KeyLimits, type Me, may } from "@formwork/contracts/account";
import { seesEverybodys } from "@formwork/contracts/policies/sight";
import { notBarred, seeOnlyTemplates } from "@formwork/contracts/policies/templates";
import { v7 as newId } from "uuid";
import { fail } from "../errors.ts";
import type { Rates } from "../rates/rates.ts";
import type { Clock } from "../runtime/clock.ts";
import type { ProviderConfig } from "../runtime/settings/provider-settings.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import { isoTime } from "../store/iso-time.ts";
import type { Store } from "../store/store.ts";
import { adminsTable, type StoredUser, usersTable } from "./account-tables.ts";
import type { Accounts } from "./accounts.ts";
import { createApiKeys } from "./keys/create-api-keys.ts";
import { createKeyAuthenticator, keyPrincipal } from "./keys/key-authenticator.ts";
import { keysTable } from "./keys/key-table.ts";
import { isKeyText } from "./keys/key-text.ts";
import { normalizeEmail } from "./normalize-email.ts";
import { changePassword, provePassword } from "./passwords/change-password.ts";
import { createCredentials } from "./passwords/credentials.ts";
import { createDeviceTokens } from "./passwords/device-token.ts";
import type { PasswordCost } from "./passwords/password-hash.ts";
import { createSignInLimits } from "./passwords/sign-in-limits.ts";
import { acceptLink, checkLink } from "./people/accept-link.ts";
import { createAdmins } from "./people/admins.ts";
import { createPeople } from "./people/create-people.ts";
import { presentUser } from "./present-user.ts";
import { type BarredFor, principalOf } from "./principal-of.ts";
import { createProvider } from "./provider/create-provider.ts";
import { createServiceTokens } from "./service-tokens.ts";
import { refreshSession } from "./sessions/refresh-session.ts";
import { type SessionTimes, sessionTimes } from "./sessions/session-times.ts";
import { createSessions } from "./sessions/sessions.ts";
import type { Origin } from "./sessions/signed-in.ts";
import { createSetUpToken } from "./set-up-token.ts";
import { createSightings } from "./sightings.ts";
import { createUsers } from "./users.ts";

type Login = { email: string; password: string };
export type AccountsDeps = {
  store: Store;
  rates: Rates;
  clock: Clock;
  /** Signs tokens. */
  secret: string;
  /** How long tokens and sessions last; the usual lengths when absent. */
  times?: SessionTimes | undefined;
  /** The OpenID provider that users may sign in with, if there is one. */
  provider?: ProviderConfig | null | undefined;
  telemetry: Telemetry;
  /** Finds the templates that are not for a user; none unless given. */
  barredFor?: BarredFor;
  /** Called with the id of each user who is disabled or removed. */
  onEnded?: (userId: string) => void;
  /** Called with the id of each user whose role lets run no jobs any more, also by the provider. */
  onIdle?: (userId: string) => void;
  /** Called with each session that is ended before its time. */
  onSignedOut?: (sessionId: string) => void;
  /** Cost of a password's hash; tests lower it. */
  passwordCost?: PasswordCost;
};

/** Joins the verbs of accounts. */
export function createAccounts(deps: AccountsDeps): Accounts {
  const { store, clock, telemetry } = deps;
  const users = createUsers({ store });
  const credentials = createCredentials(
    deps.passwordCost === undefined ? {} : { cost: deps.passwordCost },
  );
  const sightings = createSightings(deps);
  const { barredFor = async () => notBarred } = deps;
  const sessions = createSessions({
    ...deps,
    ...{ users, sightings, barredFor },
    times: deps.times ?? sessionTimes(),
    onClosed: deps.onSignedOut,
  });
  const setUpToken = createSetUpToken(deps.secret);
  const services = createServiceTokens(deps.secret);
  const limits = createSignInLimits(deps);
  const devices = createDeviceTokens(deps.secret);
  const rows = { users: store.table(usersTable), admins: store.table(adminsTable) };
  const keys = store.table(keysTable);
  const keyAuthenticator = createKeyAuthenticator({ keys, users, sightings, barredFor, clock });
  const { forget } = keyAuthenticator;
  const apiKeys = createApiKeys({ keys, users, clock, telemetry, forget });
  function forgetAll(): void {
    sessions.forgetAll();
    keyAuthenticator.forgetAll();
  }
  const peopleDeps = {
    ...{ ...rows, admins: createAdmins(rows), sessions, clock, telemetry },
    endKeysOf: apiKeys.removeAllOf,
    forgetAll,
    onEnded: deps.onEnded,
    onIdle: deps.onIdle,
  };
  const passwordDeps = { ...peopleDeps, credentials, limits };

  /** Stores the first admin and returns it, or null when another one was stored before. */
  async function insertAdmin({ email, password }: Login): Promise<StoredUser | null> {
    const passwordHash = await credentials.hash(password);
    const createdAt = new Date(clock.now()).toISOString();
    const user: StoredUser = {
      id: newId(),
      email: normalizeEmail(email),
      role: "admin",
      createdAt,
      passwordHash,
    };
    if (!(await users.insertFirst(user))) return null;
    telemetry.log.info("account.created", { userId: user.id, role: user.role });
    return user;
  }

  /** Returns the user of an address and a password, or null. Renews a hash of another cost. */
  async function findByPassword({ email, password }: Login): Promise<StoredUser | null> {
    const user = await users.find({ email });
    const before = user?.passwordHash ?? null;
    const verdict = await credentials.verify({ password, stored: before });
    if (!user || verdict === "wrong" || user.disabled === true) return null;
    if (verdict === "stale" && before !== null) {
      const passwordHash = await credentials.hash(password);
      await users.setPasswordHash({ id: user.id, before, passwordHash });
    }
    return user;
  }

  /** Opens a session, and lets the device show that by its next sign-in. */
  async function open(user: StoredUser, from: Origin, id: string | null = null) {
    const deviceToken = devices.sign({ email: user.email, now: clock.now(), id });
    return { ...(await sessions.open(user, from)), deviceToken };
  }

  const provider = createProvider({ ...deps, ...peopleDeps, limits, open }, deps.provider ?? null);
  return {
    setUpNeeded: users.isEmpty,
    setUpToken: async () => setUpToken.token,
    async setUp({ token, email, password, ...from }) {
      if (!(await users.isEmpty())) fail("already-set-up");
      if (!setUpToken.matches(token)) fail("setup-token-wrong");
      await from.intend?.();
      const user = await insertAdmin({ email, password });
      return open(user ?? fail("already-set-up"), from);
    },
    async ensureAdmin(admin) {
      return (await users.isEmpty()) && (await insertAdmin(admin)) !== null;
    },
    async signIn({ password, deviceTokens = [], ...given }) {
      const { email: _, ...from } = given;
      const { address } = from;
      const email = normalizeEmail(given.email);
      const device = devices.idOf({ email, tokens: deviceTokens, now: clock.now() });
      const tries = await limits.take({ email, address, device });
      const user = await findByPassword({ email, password });
      if (!user) {
        telemetry.log.warn("account.refused", { address });
        telemetry.count("sign_ins_refused_total");
        return fail("wrong-credentials");
      }
      await tries.putBack();
      telemetry.log.info("account.signed-in", { userId: user.id, address });
      await from.intend?.(user);
      return open(user, from, device);
    },
    refresh: ({ tokens, ...from }) => refreshSession(sessions, tokens, from),
    checkLink: async (params) => ({ email: (await checkLink(passwordDeps, params)).email }),
    accept: (params) => acceptLink({ ...passwordDeps, open }, params),
    changePassword: (params) => changePassword(passwordDeps, params),
    sessions: ({ principal, ...paging }) =>
      sessions.list({ userId: principal.id, current: principal.sessionId, ...paging }),
    async endSession({ principal, id }) {
      if (!(await sessions.closeOwn({ userId: principal.id, id }))) fail("session-not-found");
      telemetry.log.info("account.signed-out", { userId: principal.id });
    },
    async signOut({ id, sessionId }) {
      if (sessionId === null) return;
      await sessions.close(sessionId);
      telemetry.log.info("account.signed-out", { userId: id });
    },
    authenticate: (token) =>
      isKeyText(token) ? keyAuthenticator.find(token) : sessions.find(token),
    service: (token) => services.nameOf({ token, now: clock.now() }),
    async me({ id, key, tokenEndsAt, ...principal }) {
      const stored = (await users.find({ id })) ?? fail("not-signed-in");
      const user = presentUser(stored);
      const sees = seesEverybodys(principal) ? "all" : "own";
      const linked = stored.subject !== undefined;
      const me: Me = { ...user, sees, linked, seeOnly: seeOnlyTemplates(principal) };
      if (key !== undefined) return { ...me, apiKey: presentLimits(key) };
      return tokenEndsAt === undefined ? me : { ...me, tokenExpiresAt: isoTime(tokenEndsAt) };
    },
    async current({ id, key, sessionId }) {
      const user = await users.find({ id });
      const isThere = user !== null && user.disabled !== true;
      if (!isThere) return null;
      const owner = await principalOf(user, barredFor);
      if (key === undefined) return { ...owner, sessionId };
      const row = (await keys.get({ id: key.id }))?.row;
      return row === undefined ? null : keyPrincipal(owner, row);
    },
    async maker(userId) {
      const user = await users.find({ id: userId });
      if (user === null) return { fault: "The user who made it was removed" };
      if (user.disabled === true) return { fault: `${user.email}, who made it, is disabled` };
      const principal = { ...(await principalOf(user, barredFor)), sessionId: null };
      return may(principal, "jobs:write")
        ? { principal }
        : { fault: `${user.email}, who made it, may not run jobs any more` };
    },
    forgetAll,
    async linkBegin({ principal, current, ...from }) {
      await provePassword(passwordDeps, { principal, current, address: from.address });
      const { id: userId, sessionId } = principal;
      return provider.begin({ ...from, link: { userId, sessionId } });
    },
    provider,
    people: createPeople(peopleDeps),
    apiKeys,
  };
}

/** Returns what a key is limited to, as a reply shows it. */
function presentLimits({ id, scopes, templates }: KeyLimits): NonNullable<Me["apiKey"]> {
  return { id, scopes: [...scopes], templates: templates === null ? null : [...templates] };
}
