import { hkdfSync } from "node:crypto";
import { type Role, roles } from "@formwork/contracts/account";
import type { JWTPayload } from "jose";
import { JWSSignatureVerificationFailed } from "jose/errors";
import { SignJWT } from "jose/jwt/sign";
import { jwtVerify } from "jose/jwt/verify";
import { type Clock, systemClock } from "../runtime/clock.ts";
import { throttle } from "../runtime/flow/throttle.ts";
import type { Log } from "../runtime/telemetry.ts";

/** The claims of a session token. `expiresAt` is in milliseconds since 1970. */
export type Claims = {
  userId: string;
  sessionId: string;
  role: Role;
  email: string;
  expiresAt: number;
};

/**
 * Returns the claims of a token; null when it is forged, expired or issued by another program. It
 * does not look whether the session still exists.
 */
export type TokenVerifier = (token: string) => Promise<Claims | null>;

// Fixed on both sides: the header of a token does not choose how it is verified.
const algorithm = "HS256";
const issuedBy = { issuer: "formwork", audience: "formwork" };

/** Creates the function that signs session tokens. */
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
      .setIssuer(issuedBy.issuer)
      .setAudience(issuedBy.audience)
      .setExpirationTime(Math.floor(expiresAt / 1000))
      .sign(key);
}

const foreignLogMs = 60_000;
const foreign =
  "A token was signed with another secret: it is forged, or FORMWORK_TOKEN_SECRET differs between services or was changed";

/** Creates the function that verifies session tokens, for each service that knows the secret. */
export function createTokenVerifier({
  secret,
  clock = systemClock,
  log,
}: {
  secret: string;
  clock?: Clock;
  /** Receives a warning, once a minute at most, when another secret has signed a token. */
  log?: Log | undefined;
}): TokenVerifier {
  const once = throttle({ ms: foreignLogMs });
  const key = tokenKey(secret);
  const rules = { ...issuedBy, algorithms: [algorithm], requiredClaims: ["sub", "exp"] };
  return (token) =>
    jwtVerify(token, key, { ...rules, currentDate: new Date(clock.now()) }).then(
      ({ payload }) => claimsOf(payload),
      (error) => {
        if (error instanceof JWSSignatureVerificationFailed)
          once("foreign", () => log?.warn("token.foreign", { detail: foreign }));
        return null;
      },
    );
}

/**
 * Derives the key of tokens. Each use of the secret derives its own, so that none stands for
 * another.
 */
function tokenKey(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", "formwork session token", 32));
}

function claimsOf({ sub, exp, sid, role, email }: JWTPayload): Claims | null {
  const knownRole = roles.find((one) => one === role);
  if (
    sub === undefined ||
    exp === undefined ||
    knownRole === undefined ||
    typeof sid !== "string" ||
    typeof email !== "string"
  )
    return null;
  return { userId: sub, sessionId: sid, role: knownRole, email, expiresAt: exp * 1000 };
}
