import { isoTime } from "../../store/iso-time.ts";
import type { StoredSession, StoredUser } from "../account-tables.ts";
import { presentUser } from "../present-user.ts";
import { createTokenSigner } from "../tokens.ts";
import type { RefreshTokens } from "./refresh-tokens.ts";
import type { SignedIn } from "./signed-in.ts";

/**
 * Creates the function that gives a session its tokens: one for requests, which ends after `tokenMs`
 * or with the session, and one to exchange against the next two.
 */
export function createTokenIssuer(params: {
  secret: string;
  tokenMs: number;
  refreshTokens: RefreshTokens;
}): (session: StoredSession, user: StoredUser, now: number) => Promise<SignedIn> {
  const { secret, tokenMs, refreshTokens } = params;
  const sign = createTokenSigner({ secret });
  return async ({ id: sessionId, turn = 0, ...session }, user, now) => {
    // A token counts whole seconds.
    const ends = Math.floor(Math.min(now + tokenMs, session.expiresAt) / 1000) * 1000;
    const { id: userId, role, email } = user;
    return {
      token: await sign({ userId, sessionId, role, email, expiresAt: ends }),
      expiresAt: isoTime(ends),
      refreshToken: refreshTokens.sign({ sessionId, turn }),
      sessionExpiresAt: isoTime(session.expiresAt),
      user: presentUser(user),
    };
  };
}
