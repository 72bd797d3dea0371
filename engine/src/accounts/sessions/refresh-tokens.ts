import { createSignature } from "../signature.ts";

/** What a refresh token says: its session, and its number in it, which counts from 0. */
export type RefreshClaims = { sessionId: string; turn: number };

/** Refresh tokens: each is good for one exchange against new tokens of its session. */
export type RefreshTokens = {
  /** Returns the token of a turn: always the same. */
  sign: (claims: RefreshClaims) => string;
  /** Returns what a token says, or null for one that was not signed here. */
  open: (token: string) => RefreshClaims | null;
};

/**
 * Creates the verbs of refresh tokens. A token is the signature of its session and its number, so
 * the store keeps the number alone: nothing there makes a token, and two tabs that refresh at once
 * can be given the same one.
 */
export function createRefreshTokens(secret: string): RefreshTokens {
  const signature = createSignature(secret, "refresh token v1");
  return {
    sign: ({ sessionId, turn }) => `${sessionId}.${turn}.${signature.of(`${sessionId}.${turn}`)}`,
    open(token) {
      const [sessionId = "", turn = "", signed = ""] = token.split(".");
      return signature.fits(`${sessionId}.${turn}`, signed)
        ? { sessionId, turn: Number(turn) }
        : null;
    },
  };
}
