import type { Principal } from "@formwork/contracts/account";
import type { NewSignIn, Origin } from "../sessions/signed-in.ts";
import type { Callback } from "./openid.ts";
import type { LinkFor, SealedSignIn } from "./pending-sign-ins.ts";

/** The verbs of signing in with an OpenID provider. Each line names the problems that it throws. */
export type Provider = {
  /** What people call it; null where none is set, and the other verbs answer `not-found`. */
  name: string | null;
  /**
   * Begins a sign-in: returns where the browser goes, and what it keeps meanwhile. `unavailable`,
   * `too-many-requests`.
   */
  begin: (
    params: { redirectUri: string; link?: LinkFor } & Origin,
  ) => Promise<{ url: string; pending: SealedSignIn }>;
  /**
   * Finishes the sign-in that a browser has begun. The user is found by the provider's own name of
   * it, or added; the role is what the provider says now. `sign-in-failed`, `sign-in-refused`,
   * `user-exists`, `last-admin`, `unavailable`, `too-many-requests`.
   */
  finish: (params: Callback & { pending: readonly string[] } & Origin) => Promise<NewSignIn>;
  /**
   * Links who signs in at the provider to the principal, in the session that began it. An e-mail
   * address plays no part in it. `sign-in-failed`, `sign-in-refused`, `already-linked`, `unavailable`,
   * `too-many-requests`.
   */
  link: (
    params: Callback & { pending: readonly string[]; principal: Principal } & Origin,
  ) => Promise<void>;
};
