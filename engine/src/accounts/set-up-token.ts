import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** The secret of the one-time set-up link: the same until it is used, gone with the process. */
export function createSetUpToken(): { show: () => string; matches: (token: string) => boolean } {
  const token = randomBytes(32).toString("base64url");
  return {
    show: () => token,
    // Hashed first, since equal lengths are needed to compare in constant time.
    matches: (given) => timingSafeEqual(sha256(given), sha256(token)),
  };
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
