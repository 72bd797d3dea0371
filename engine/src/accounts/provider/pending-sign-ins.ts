import { hkdfSync } from "node:crypto";
import { jwtDecrypt } from "jose/jwt/decrypt";
import { EncryptJWT } from "jose/jwt/encrypt";
import type { Clock } from "../../runtime/clock.ts";

/** What a browser keeps while its user is at the provider; nobody else can read or make it. */
export type PendingSignIn = {
  state: string;
  nonce: string;
  codeVerifier: string;
  /** Present where it is to link a user, in the session in which the user began it. */
  link?: LinkFor;
};
export type LinkFor = { userId: string; sessionId: string | null };
export type SealedSignIn = { token: string; expiresAt: number };

export type PendingSignIns = {
  seal: (pending: PendingSignIn) => Promise<SealedSignIn>;
  /** Returns what the first token holds that was sealed here lately, or null. */
  open: (tokens: readonly string[]) => Promise<PendingSignIn | null>;
};

/** Time for the provider's own pages, in milliseconds. */
const pendingMs = 10 * 60_000;
const algorithms = { alg: "dir", enc: "A256GCM" } as const;

/** Creates what seals pending sign-ins, so that any process can finish one. */
export function createPendingSignIns({
  secret,
  clock,
}: {
  secret: string;
  clock: Clock;
}): PendingSignIns {
  const purpose = "formwork provider sign-in v1";
  const key = new Uint8Array(hkdfSync("sha256", secret, "", purpose, 32));
  const rules = {
    keyManagementAlgorithms: [algorithms.alg],
    contentEncryptionAlgorithms: [algorithms.enc],
    requiredClaims: ["exp"],
  };
  async function openOne(token: string): Promise<PendingSignIn | null> {
    const currentDate = new Date(clock.now());
    const opened = await jwtDecrypt(token, key, { ...rules, currentDate }).catch(() => null);
    // What opens was sealed below.
    return opened && (opened.payload.pending as PendingSignIn);
  }
  return {
    async seal(pending) {
      const expiresAt = clock.now() + pendingMs;
      const token = await new EncryptJWT({ pending })
        .setProtectedHeader(algorithms)
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .encrypt(key);
      return { token, expiresAt };
    },
    async open(tokens) {
      for (const token of tokens) {
        const pending = await openOne(token);
        if (pending !== null) return pending;
      }
      return null;
    },
  };
}
