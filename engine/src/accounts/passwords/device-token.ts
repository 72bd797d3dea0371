import { randomUUID } from "node:crypto";
import { createSignature } from "../signature.ts";

/**
 * Tokens by which a browser shows that somebody has signed in to an account there. One opens
 * nothing: its holder has tries of its own, which nobody else can use up.
 */
export type DeviceTokens = {
  /** Makes the token of an account; `id` is that of a device that had one before. */
  sign: (params: { email: string; now: number; id?: string | null }) => DeviceToken;
  /** Returns the id of the device for the first token of an account that counts, or null. */
  idOf: (params: { email: string; tokens: readonly string[]; now: number }) => string | null;
};
export type DeviceToken = { token: string; expiresAt: number };

/** A year, in milliseconds: people come back from a long leave. */
const deviceMs = 365 * 24 * 3_600_000;

/** Creates the verbs of device tokens. `email` is the spelling under which an account is stored. */
export function createDeviceTokens(secret: string): DeviceTokens {
  const signature = createSignature(secret, "device token v1");
  const textOf = (id: string, expiresAt: string, email: string) => `${id}.${expiresAt}.${email}`;
  return {
    sign({ email, now, id }) {
      const deviceId = id ?? randomUUID();
      const expiresAt = now + deviceMs;
      const signed = signature.of(textOf(deviceId, String(expiresAt), email));
      return { token: `${deviceId}.${expiresAt}.${signed}`, expiresAt };
    },
    idOf({ email, tokens, now }) {
      for (const token of tokens) {
        const [id = "", expiresAt = "", signed = ""] = token.split(".");
        if (Number(expiresAt) > now && signature.fits(textOf(id, expiresAt, email), signed))
          return id;
      }
      return null;
    },
  };
}
