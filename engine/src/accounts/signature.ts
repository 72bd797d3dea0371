import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** Signs texts, and recognizes those that it has signed. */
export type Signature = {
  /** Returns the signature of a text, in base64url. Equal texts have equal signatures. */
  of: (text: string) => string;
  /** Returns true for the signature of a text. Compares in constant time. */
  fits: (text: string, signature: string) => boolean;
};

/**
 * Creates what signs texts of one purpose: HMAC-SHA-256 with a key that is derived from the secret.
 * What is signed for one purpose is worth nothing for another.
 */
export function createSignature(secret: string, purpose: string): Signature {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", `formwork ${purpose}`, 32));
  const digest = (text: string) => createHmac("sha256", key).update(text).digest();
  return {
    of: (text) => digest(text).toString("base64url"),
    fits(text, signature) {
      const given = Buffer.from(signature, "base64url");
      const wanted = digest(text);
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    },
  };
}
