import { hkdfSync, timingSafeEqual } from "node:crypto";
import { sha256 } from "./sha256.ts";

/**
 * Derives the token of the set-up link from the secret that all processes share, so that each
 * accepts a link that another has printed. `matches` takes the same time for every text.
 */
export function createSetUpToken(secret: string): {
  token: string;
  matches: (text: string) => boolean;
} {
  const token = Buffer.from(hkdfSync("sha256", secret, "", "formwork set-up link v1", 32)).toString(
    "base64url",
  );
  return {
    token,
    // A comparison in constant time needs equal lengths: those of the hashes.
    matches: (given) => timingSafeEqual(sha256(given), sha256(token)),
  };
}
