import { hkdfSync } from "node:crypto";
import { type Role, roles } from "@formwork/contracts/account";
import { type JWTPayload, jwtVerify, SignJWT } from "jose";
import { type Clock, systemClock } from "../runtime/clock.ts";

/** What a token says. `expiresAt` in milliseconds since 1970. */
export type Claims = {
  userId: string;
  sessionId: string;
  role: Role;
  email: string;
  expiresAt: number;
};

/**
 * Answers what a good token says; null for one that is forged, expired or not ours. Does not know
 * whether its session still exists.
 */
export type TokenCheck = (token: string) => Promise<Claims | null>;

// One algorithm, both ways: a token cannot choose how it is checked.
const algorithm = "HS256";
const ours = { issuer: "formwork", audience: "formwork" };

/** Makes the signer of session tokens. */
export function createTokenSigner({
  secret,
}: {
  secret: string;
}): (claims: Claims) => Promise<string> {
  const key = tokenKey(secret);
  return ({ userId, sessionId, role, email, expiresAt }) =>
    new SignJWT({ sid: sessionId, role, email })
      .setProtectedHeader({ alg: algorithm })
      .setSubject(userId)
      .setIssuer(ours.issuer)
      .setAudience(ours.audience)
      .setExpirationTime(Math.floor(expiresAt / 1000))
      .sign(key);
}

/** Makes the check of session tokens, for every service that knows the secret. */
export function createTokenCheck({
  secret,
  clock = systemClock,
}: {
  secret: string;
  clock?: Clock;
}): TokenCheck {
  const key = tokenKey(secret);
  const rules = { ...ours, algorithms: [algorithm], requiredClaims: ["sub", "exp"] };
  return (token) =>
    jwtVerify(token, key, { ...rules, currentDate: new Date(clock.now()) }).then(
      ({ payload }) => claimsOf(payload),
      () => null,
    );
}

/** The secret is used for more than tokens; each use derives a key of its own. */
function tokenKey(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", "formwork session token", 32));
}

function claimsOf({ sub, exp, sid, role, email }: JWTPayload): Claims | null {
  const known = roles.find((one) => one === role);
  if (
    sub === undefined ||
    exp === undefined ||
    known === undefined ||
    typeof sid !== "string" ||
    typeof email !== "string"
  )
    return null;
  return { userId: sub, sessionId: sid, role: known, email, expiresAt: exp * 1000 };
}
