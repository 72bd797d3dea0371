/**
 * What replies show in place of a secret: the mask alone, or the mask and a handle. A handle names
 * the secret it stands for, wherever it is moved to. A payload that is sent with it keeps the secret.
 */
export const secretMask = "••••••";

/** Returns true for a text that begins with the mask: it stands for a secret, or for nothing. */
export function isMasked(value: unknown): value is string {
  return typeof value === "string" && value.startsWith(secretMask);
}
