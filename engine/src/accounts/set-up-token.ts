import { createHash, hkdfSync, timingSafeEqual } from "node:crypto";

/**
 * The secret of the one-time set-up link. It is derived from the secret that all processes share,
 * so that any of them takes a link that another one printed; once there is an account, none does.
 */
export function createSetUpToken(secret: string): {
  show: () => string;
  matches: (token: string) => boolean;
} {
  const token = Buffer.from(hkdfSync("sha256", secret, "", "formwork set-up link v1", 32)).toString(
    "base64url",
  );
  return {
    show: () => token,
    // Hashed first, since equal lengths are needed to compare in constant time.
    matches: (given) => timingSafeEqual(sha256(given), sha256(token)),
  };
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
