import type { Payload } from "../jobs/secrets/seal.ts";
import type { Secrets } from "../jobs/secrets/secrets.ts";

/** Returns what seals of a secret are bound to. No job or schedule has such an id. */
export function ownerOfSecret(name: string): { ownerId: string } {
  return { ownerId: `secret:${name}` };
}

/** Seals the value of a secret, bound to its name. */
export function sealValue(
  secrets: Secrets,
  { name, value, givenBy }: { name: string; value: string; givenBy: string },
): Payload {
  const places = [{ pointer: "/value", givenBy }];
  return secrets.seal({ value }, { ...ownerOfSecret(name), places });
}

/** Opens the value of a secret; undefined where no key of this process opens it. */
export function openValue(secrets: Secrets, name: string, sealed: Payload): string | undefined {
  const { payload, unreadable } = secrets.read(sealed, ownerOfSecret(name));
  return unreadable.length === 0 && typeof payload.value === "string" ? payload.value : undefined;
}
