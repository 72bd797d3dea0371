import type { Me, Principal, SetUp, SignIn } from "@formwork/contracts/account";
import type {
  AcceptLink,
  ChangePassword,
  CheckLink,
  OpenSession,
} from "@formwork/contracts/person";
import type { Page, Paging } from "../store/page.ts";
import type { ApiKeys } from "./keys/api-keys.ts";
import type { People } from "./people/people.ts";
import type { Provider } from "./provider/provider.ts";
import type { ServiceName } from "./service-tokens.ts";
import type { NewSignIn, Origin, SignedIn } from "./sessions/signed-in.ts";

/** Tokens of earlier sign-ins that a device shows; see `DeviceTokens`. */
type Devices = { deviceTokens?: readonly string[] };

/** The verbs of accounts. Each line names the problems that it throws. */
export type Accounts = {
  /** Returns true until the first admin exists. */
  setUpNeeded: () => Promise<boolean>;
  /** Returns the token of the set-up link: always the same, valid until there is an admin. */
  setUpToken: () => Promise<string>;
  /** Creates the first admin and signs in. `setup-token-wrong`, `already-set-up`. */
  setUp: (params: SetUp & Origin) => Promise<NewSignIn>;
  /** Creates the first admin unless there is one; false where there is. */
  ensureAdmin: (params: { email: string; password: string }) => Promise<boolean>;
  /**
   * Opens a session. Failed tries are limited per account and network address; a device that signed in
   * before has tries of its own. `wrong-credentials`, `too-many-requests`.
   */
  signIn: (params: SignIn & Origin & Devices) => Promise<NewSignIn>;
  /**
   * Exchanges the first refresh token that counts against new tokens of its session. One that was
   * exchanged before ends the session. `not-signed-in`.
   */
  refresh: (params: { tokens: readonly string[] } & Origin) => Promise<SignedIn>;
  /** Returns the address of the user whom a link is for. `link-wrong`, `too-many-requests`. */
  checkLink: (params: CheckLink & Origin) => Promise<{ email: string }>;
  /**
   * Sets the password of the user whom an invitation or reset link is for, ends the user's sessions
   * and opens one. Of a link that is used twice at once, one use counts. `link-wrong`,
   * `too-many-requests`.
   */
  accept: (params: AcceptLink & Origin) => Promise<NewSignIn>;
  /**
   * Changes the password of a principal and ends the other sessions. Tries are limited as those of
   * signing in. `wrong-password`, `too-many-requests`.
   */
  changePassword: (
    params: ChangePassword & { principal: Principal; address?: string | undefined },
  ) => Promise<void>;
  /** Returns a page of the sessions of a principal, newest first. */
  sessions: (params: { principal: Principal } & Paging) => Promise<Page<OpenSession>>;
  /** Ends a session of a principal. `session-not-found`. */
  endSession: (params: { principal: Principal; id: string }) => Promise<void>;
  /** Ends the session of a principal; its token is refused from then on. */
  signOut: (principal: Principal) => Promise<void>;
  /**
   * Returns the principal of a session's token or of an API key, or null when it is forged, has
   * expired or was ended.
   */
  authenticate: (token: string) => Promise<Principal | null>;
  /** Returns the name of the service that a token is of, or null where it is none. */
  service: (token: string) => ServiceName | null;
  /** Returns the user of a principal, and its key. `not-signed-in` when the user is gone. */
  me: (principal: Principal) => Promise<Me>;
  /** Returns what a principal of earlier may now; null where its user or key has ended. */
  current: (principal: Principal) => Promise<Principal | null>;
  /** Returns what a user may now who made something that goes on, or why it cannot. */
  maker: (userId: string) => Promise<{ principal: Principal } | { fault: string }>;
  /** Makes the next request of every caller look up again what the caller may. */
  forgetAll: () => void;
  /**
   * Begins to link the provider to a principal who knows the own password. `wrong-password`,
   * `not-found`, `unavailable`, `too-many-requests`.
   */
  linkBegin: (
    params: { principal: Principal; current: string; redirectUri: string } & Origin,
  ) => ReturnType<Provider["begin"]>;
  provider: Provider;
  /** The verbs by which admins manage users. */
  people: People;
  apiKeys: ApiKeys;
};
