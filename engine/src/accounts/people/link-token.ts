import { randomBytes, timingSafeEqual } from "node:crypto";
import type { StoredUser } from "../account-tables.ts";
import { sha256 } from "../sha256.ts";

/** Bytes of the secret part of a link: too many to guess. */
const secretBytes = 32;

/** A new link: the token to hand over once, and what is stored of it. */
export type NewLink = { token: string; link: { hash: string; expiresAt: number } };

/** Makes a link for a user. Its token is the user's id and a secret; only the hash is stored. */
export function createLink(userId: string, expiresAt: number): NewLink {
  const secret = randomBytes(secretBytes).toString("base64url");
  return {
    token: `${userId}.${secret}`,
    link: { hash: sha256(secret).toString("hex"), expiresAt },
  };
}

/** Splits a token into the id of its user and its secret; both are empty where it is none. */
export function readLinkToken(token: string): { userId: string; secret: string } {
  const dot = token.indexOf(".");
  return dot < 1
    ? { userId: "", secret: "" }
    : { userId: token.slice(0, dot), secret: token.slice(dot + 1) };
}

/** Returns true when a secret opens the link that a user has now. Compares in constant time. */
export function opensLink(user: StoredUser | null, secret: string, now: number): boolean {
  const stored = user?.link?.hash ?? "";
  const fits = timingSafeEqual(sha256(sha256(secret).toString("hex")), sha256(stored));
  return fits && user?.disabled !== true && (user?.link?.expiresAt ?? 0) > now;
}
