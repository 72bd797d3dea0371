import { v7 as newId } from "uuid";
import { fail } from "../errors.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";
import type { StoredUser } from "./account-tables.ts";
import type { Accounts } from "./accounts.ts";
import { createCredentials } from "./credentials.ts";
import type { PasswordCost } from "./password-hash.ts";
import { presentUser } from "./present-user.ts";
import { createSessions } from "./sessions.ts";
import { createSetUpToken } from "./set-up-token.ts";
import { createSignInLimits } from "./sign-in-limits.ts";
import { createUsers } from "./users.ts";

export type AccountsDeps = {
  store: Store;
  clock: Clock;
  /** Signs tokens. */
  secret: string;
  /** How long a session lasts; 12 h unless told. */
  sessionMs?: number;
  telemetry: Telemetry;
  /** Told of each session that was ended by signing out. */
  onSignedOut?: (sessionId: string) => void;
  /** How dear a password's hash is; tests make it cheap. */
  passwordCost?: PasswordCost;
};

/** Makes the keeper of users and their sessions. */
export function createAccounts(deps: AccountsDeps): Accounts {
  const { store, clock, telemetry } = deps;
  const users = createUsers({ store });
  const credentials = createCredentials(
    deps.passwordCost === undefined ? {} : { cost: deps.passwordCost },
  );
  const sessions = createSessions({ ...deps, users, sessionMs: deps.sessionMs ?? 12 * 3_600_000 });
  const setUpToken = createSetUpToken(deps.secret);
  const limits = createSignInLimits({ clock });

  /** The first admin, or null when somebody else was first. */
  async function insertAdmin({
    email,
    password,
  }: {
    email: string;
    password: string;
  }): Promise<StoredUser | null> {
    const passwordHash = await credentials.hash(password);
    const createdAt = new Date(clock.now()).toISOString();
    const user: StoredUser = {
      id: newId(),
      email: normal(email),
      role: "admin",
      createdAt,
      passwordHash,
    };
    if (!(await users.insertFirst(user))) return null;
    telemetry.log.info("account.created", { userId: user.id, role: user.role });
    return user;
  }

  /** The user whose password this is, or null. A hash made under another cost is made anew. */
  async function recognise(email: string, password: string): Promise<StoredUser | null> {
    const user = await users.find({ email });
    const verdict = await credentials.verify({ password, stored: user?.passwordHash ?? null });
    if (!user || verdict === "wrong") return null;
    if (verdict === "stale")
      await users.setPasswordHash({ id: user.id, passwordHash: await credentials.hash(password) });
    return user;
  }

  return {
    setUpNeeded: users.isEmpty,
    setUpToken: async () => setUpToken.show(),
    async setUp({ token, email, password }) {
      if (!(await users.isEmpty())) fail("already-set-up");
      if (!setUpToken.matches(token)) fail("setup-token-wrong");
      return sessions.open((await insertAdmin({ email, password })) ?? fail("already-set-up"));
    },
    async ensureAdmin(admin) {
      if (await users.isEmpty()) await insertAdmin(admin);
    },
    async signIn({ email, password, address }) {
      const tries = limits.take({ email: normal(email), address });
      const user = await recognise(normal(email), password);
      if (!user) {
        telemetry.log.warn("account.refused", { address });
        telemetry.count("sign_ins_refused_total");
        return fail("wrong-credentials");
      }
      tries.giveBack();
      telemetry.log.info("account.signed-in", { userId: user.id, address });
      return sessions.open(user);
    },
    async signOut({ id, sessionId }) {
      if (sessionId === null) return;
      await sessions.close(sessionId);
      deps.onSignedOut?.(sessionId);
      telemetry.log.info("account.signed-out", { userId: id });
    },
    authenticate: sessions.find,
    async me({ id }) {
      return presentUser((await users.find({ id })) ?? fail("not-signed-in"));
    },
  };
}

/** The one spelling of an address: people type capitals and blanks. */
function normal(email: string): string {
  return email.trim().toLowerCase();
}
