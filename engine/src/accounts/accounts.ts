import type { Principal, Session, SetUp, SignIn, User } from "@formwork/contracts/account";

export type Accounts = {
  /** True until the first admin exists. */
  setUpNeeded: () => Promise<boolean>;
  /** The token of the one-time set-up link; the same until it is used. */
  setUpToken: () => Promise<string>;
  /** Makes the first admin and signs in. `setup-token-wrong`, `already-set-up`. */
  setUp: (params: SetUp) => Promise<Session>;
  /** Makes the first admin from the environment; nothing when there is one. */
  ensureAdmin: (params: { email: string; password: string }) => Promise<void>;
  /**
   * `address` is the caller's network address; failed tries are limited per account and per
   * address. `wrong-credentials`, `too-many-requests`.
   */
  signIn: (params: SignIn & { address?: string | undefined }) => Promise<Session>;
  signOut: (principal: Principal) => Promise<void>;
  /**
   * Who a token belongs to, or null. Checks signature, expiry and that the session still exists.
   */
  authenticate: (token: string) => Promise<Principal | null>;
  me: (principal: Principal) => Promise<User>;
};
