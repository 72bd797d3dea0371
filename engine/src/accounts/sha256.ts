import { createHash } from "node:crypto";

/** Returns the SHA-256 of a text: 32 bytes. Enough for secrets that are too long to guess. */
export function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
