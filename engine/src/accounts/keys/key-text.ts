import { randomBytes, timingSafeEqual } from "node:crypto";
import { sha256 } from "../sha256.ts";

/** By which programs that search for leaked secrets recognize a key. */
const mark = "fwk_";
const bytes = { handle: 8, secret: 32 };
const checksumLength = 8;
const pattern = /^fwk_([0-9a-f]{16})_([\w-]{43})([0-9a-f]{8})$/;

/** Makes the handle of a new key. */
export function createHandle(): string {
  return randomBytes(bytes.handle).toString("hex");
}

/** Makes the text of a key with a new secret, and the hash of the secret to store. */
export function createKeyText(handle: string): { text: string; hash: string } {
  const secret = randomBytes(bytes.secret).toString("base64url");
  return {
    text: `${prefixOf(handle)}_${secret}${checksum(handle, secret)}`,
    hash: sha256(secret).toString("hex"),
  };
}

/** Returns how the text of a key begins. */
export function prefixOf(handle: string): string {
  return mark + handle;
}

/** Returns true for a text that is meant as an API key. */
export function isKeyText(text: string): boolean {
  return text.startsWith(mark);
}

/** Splits the text of a key, or returns null for one that is mistyped or cut off. */
export function readKeyText(text: string): { handle: string; secret: string } | null {
  const [, handle, secret, sum] = pattern.exec(text) ?? [];
  if (handle === undefined || secret === undefined) return null;
  return checksum(handle, secret) === sum ? { handle, secret } : null;
}

/** Returns true when a secret is the one of a hash. Compares in constant time. */
export function isSecretOf(secret: string, hash: string): boolean {
  const stored = Buffer.from(hash, "hex");
  const given = sha256(secret);
  return stored.length === given.length && timingSafeEqual(given, stored);
}

/** Tells a mistyped key without a look into the store. It is no protection against forgery. */
function checksum(handle: string, secret: string): string {
  return sha256(`${handle}_${secret}`).toString("hex").slice(0, checksumLength);
}
