import type { Principal, Session, SetUp, SignIn, User } from "@formwork/contracts/account";

/** The verbs of accounts. Each line names the problems that it throws. */
export type Accounts = {
  /** Returns true until the first admin exists. */
  setUpNeeded: () => Promise<boolean>;
  /** Returns the token of the set-up link: always the same, valid until there is an admin. */
  setUpToken: () => Promise<string>;
  /** Creates the first admin and signs in. `setup-token-wrong`, `already-set-up`. */
  setUp: (params: SetUp) => Promise<Session>;
  /** Creates the first admin unless there is one. */
  ensureAdmin: (params: { email: string; password: string }) => Promise<void>;
  /**
   * Opens a session. Failed tries are limited per account and per network address.
   * `wrong-credentials`, `too-many-requests`.
   */
  signIn: (params: SignIn & { address?: string | undefined }) => Promise<Session>;
  /** Ends the session of a principal; its token is refused from then on. */
  signOut: (principal: Principal) => Promise<void>;
  /**
   * Returns the principal of a token, or null when its signature is wrong, or its session has
   * expired or ended.
   */
  authenticate: (token: string) => Promise<Principal | null>;
  /** Returns the user of a principal. `not-signed-in` when the user is gone. */
  me: (principal: Principal) => Promise<User>;
};
