import { hkdfSync } from "node:crypto";
import { SignJWT } from "jose";

/** Signs a session token with the right key of a secret, but otherwise perhaps not as Formwork does. */
export async function aSignedToken(params: {
  secret: string;
  userId: string;
  sessionId: string;
  alg?: string;
  issuer?: string;
  audience?: string;
}): Promise<string> {
  const { secret, userId, sessionId, alg = "HS256" } = params;
  const { issuer = "formwork", audience = "formwork" } = params;
  const key = new Uint8Array(hkdfSync("sha256", secret, "", "formwork session token", 32));
  return new SignJWT({ sid: sessionId, role: "admin", email: "ada@example.org" })
    .setProtectedHeader({ alg })
    .setSubject(userId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime("10y")
    .sign(key);
}
