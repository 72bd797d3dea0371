import { createSignature } from "./signature.ts";

/**
 * Tokens by which the services of one installation know each other: who has the secret that signs
 * tokens can make one. They act for no user.
 */
export type ServiceTokens = {
  /** Makes a token of a service, good for a day. */
  sign: (params: { name: ServiceName; now: number }) => string;
  /** Returns the service that has made a token, or null for one that is forged or has ended. */
  nameOf: (params: { token: string; now: number }) => ServiceName | null;
};

/** Services that call others. */
const serviceNames = ["notifier"] as const;
export type ServiceName = (typeof serviceNames)[number];

/** A day, in milliseconds: one is made for each call, and clocks may be hours apart. */
const goodForMs = 24 * 3_600_000;

/** Creates the verbs of service tokens. */
export function createServiceTokens(secret: string): ServiceTokens {
  const signature = createSignature(secret, "service token v1");
  return {
    sign({ name, now }) {
      const text = `${name}.${now + goodForMs}`;
      return `service.${text}.${signature.of(text)}`;
    },
    nameOf({ token, now }) {
      const [kind, name, expiresAt = "", signed = ""] = token.split(".");
      const known = serviceNames.find((one) => one === name);
      if (kind !== "service" || known === undefined || !(Number(expiresAt) > now)) return null;
      return signature.fits(`${known}.${expiresAt}`, signed) ? known : null;
    },
  };
}
