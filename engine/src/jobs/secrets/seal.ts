import { childPointer } from "@formwork/contracts/schema/pointer";
import { sealName } from "@formwork/contracts/schema/secrets/seal-name";
import { secretMask } from "@formwork/contracts/schema/secrets/secret-mask";
import { entriesOf } from "@formwork/contracts/schema/secrets/secret-places";

/**
 * A sealed secret as it stands in a stored payload: format version, nonce, authentication tag,
 * ciphertext and, from version `v3` on, the id of its key, in base64url with dots between. No caller
 * can send an object of this shape.
 */
export type Seal = { [sealName]: string };
export type Payload = Record<string, unknown>;

/** Characters of the nonce in a handle: 72 random bits, so that no two seals share one. */
const handleLength = 12;

/** Returns the handle of a seal: the mask, and the beginning of the nonce, which is no secret. */
export function handleOf(seal: Seal): string {
  return secretMask + (seal[sealName].split(".")[1] ?? "").slice(0, handleLength);
}

/** Returns the parts of a seal: format version, nonce, tag, ciphertext, and the id of its key. */
export function partsOf(seal: Seal): [string, string, string, string, string] {
  const [version = "", nonce = "", tag = "", body = "", keyId = ""] = seal[sealName].split(".");
  return [version, nonce, tag, body, keyId];
}

/** Lists the ids of the keys that sealed what a payload holds; of the oldest seals none is known. */
export function keyIdsOf(payload: Payload): string[] {
  const ids = new Set<string>();
  replaceSeals(payload, (seal) => {
    const [, , , , id] = partsOf(seal);
    if (id !== "") ids.add(id);
    return seal;
  });
  return [...ids];
}

/** Returns the payload with a handle in place of every seal. */
export function maskSecrets(payload: Payload): Payload {
  return replaceSeals(payload, handleOf);
}

/** Copies a payload with its seals replaced; one without seals, as most are, is returned as it is. */
export function replaceSeals(
  payload: Payload,
  replace: (seal: Seal, pointer: string) => unknown,
): Payload {
  if (!holdsSeal(payload)) return payload;
  return replaceValues(payload, (value, pointer) =>
    isSeal(value) ? { by: replace(value, pointer) } : undefined,
  );
}

/** Copies a payload. What `replace` returns takes the place of a value, with all that is in it. */
export function replaceValues(
  payload: Payload,
  replace: (value: unknown, pointer: string) => { by: unknown } | undefined,
): Payload {
  // An object is copied as one.
  return visit(payload, "") as Payload;

  function visit(value: unknown, pointer: string): unknown {
    const replaced = replace(value, pointer);
    if (replaced !== undefined) return replaced.by;
    if (typeof value !== "object" || value === null) return value;
    const entries = Array.from(entriesOf(value), ([key, inner]): [string | number, unknown] => [
      key,
      visit(inner, childPointer(pointer, key)),
    ]);
    return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
  }
}

function holdsSeal(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isSeal(value) || Object.values(value).some(holdsSeal);
}

function isSeal(value: unknown): value is Seal {
  return (
    typeof value === "object" &&
    value !== null &&
    sealName in value &&
    typeof value[sealName] === "string"
  );
}
