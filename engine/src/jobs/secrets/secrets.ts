import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { sealName } from "@formwork/contracts/schema/secrets/seal-name";
import { deriveKey, type KeyRing, type SealKey } from "./key-ring.ts";
import { handleOf, type Payload, partsOf, replaceSeals, replaceValues, type Seal } from "./seal.ts";

/** A secret, and the id of the user who gave it. */
export type GivenSecret = { value: unknown; givenBy: string };

/**
 * Seals the secrets of payloads before they are stored, and opens them for the worker that runs the
 * job. A seal is bound to `ownerId`, the id of the job or schedule that has the payload, and to its
 * place there: copied to another job or field it stays closed.
 */
export type Secrets = {
  /** Replaces the value at each place by a seal. */
  seal: (
    payload: Payload,
    owner: { ownerId: string; places: readonly { pointer: string; givenBy: string }[] },
  ) => Payload;
  /** Replaces every seal by its value. One that was made elsewhere, or with an unknown key, stays. */
  open: (payload: Payload, owner: { ownerId: string }) => Payload;
  /** The same, with the secrets that were opened, and the pointers of the seals that stayed. */
  read: (payload: Payload, owner: { ownerId: string }) => OpenedPayload;
  /**
   * Seals again, with the key that seals now, what another key of the ring sealed. The handles stay.
   * Returns null where there is nothing to seal again.
   */
  reseal: (payload: Payload, owner: { ownerId: string }) => Payload | null;
  /** Returns the secrets of a stored payload by their handles, for a payload that is made from it. */
  list: (payload: Payload, owner: { ownerId: string }) => Map<string, GivenSecret>;
  /**
   * Returns a keyed hash of a text, from which nobody without the key can guess the text. Its key is
   * none of the ring, so that it stays the same when those are replaced.
   */
  hash: (text: string) => string;
};

/** A payload with its secrets in the clear, and the seals that stayed. */
type OpenedPayload = { payload: Payload; given: GivenSecret[]; unreadable: string[] };

type Place = { ownerId: string; pointer: string };

/** Creates seals with the keys of a ring, and hashes with a key that is derived from `secret`. */
export function createSecrets({ ring, secret }: { ring: KeyRing; secret: string }): Secrets {
  const hashKey = deriveKey(secret, "formwork request hashes v1");
  function read(sealed: Payload, { ownerId }: { ownerId: string }): OpenedPayload {
    const given: GivenSecret[] = [];
    const unreadable: string[] = [];
    const payload = replaceSeals(sealed, (seal, pointer) => {
      const secret = decrypt(ring, seal, { ownerId, pointer });
      if (secret === undefined) unreadable.push(pointer);
      else given.push(secret);
      return secret === undefined ? seal : secret.value;
    });
    return { payload, given, unreadable };
  }
  return {
    seal(payload, { ownerId, places }) {
      if (places.length === 0) return payload;
      const givers = new Map(places.map(({ pointer, givenBy }) => [pointer, givenBy]));
      return replaceValues(payload, (value, pointer) => {
        const givenBy = givers.get(pointer);
        return givenBy === undefined
          ? undefined
          : { by: encrypt(ring.sealing(), { value, givenBy }, { ownerId, pointer }) };
      });
    },
    open: (payload, owner) => read(payload, owner).payload,
    read,
    reseal(payload, { ownerId }) {
      let count = 0;
      const resealed = replaceSeals(payload, (seal, pointer) => {
        const key = ring.sealing();
        const [version, nonce, , , keyId] = partsOf(seal);
        const place = { ownerId, pointer };
        const given = version === "v3" && keyId === key.id ? undefined : decrypt(ring, seal, place);
        if (given === undefined) return seal;
        count++;
        return encrypt(key, given, place, Buffer.from(nonce, "base64url"));
      });
      return count === 0 ? null : resealed;
    },
    list(payload, { ownerId }) {
      const found = new Map<string, GivenSecret>();
      replaceSeals(payload, (seal, pointer) => {
        const given = decrypt(ring, seal, { ownerId, pointer });
        if (given !== undefined) found.set(handleOf(seal), given);
      });
      return found;
    },
    hash: (text) => createHmac("sha256", hashKey).update(text).digest("base64url"),
  };
}

/**
 * A seal that is made again keeps its nonce, which is its handle. With another key that is safe; with
 * the same one it makes the same seal.
 */
function encrypt(
  { id, key }: SealKey,
  { value, givenBy }: GivenSecret,
  place: Place,
  nonce: Buffer = randomBytes(12),
): Seal {
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(boundTo(place));
  const text = JSON.stringify([givenBy, value]);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const parts = [nonce, cipher.getAuthTag(), body].map((part) => part.toString("base64url"));
  return { [sealName]: ["v3", ...parts, id].join(".") };
}

/** Returns undefined for what was not sealed with a key of the ring for this place. */
function decrypt(ring: KeyRing, seal: Seal, place: Place): GivenSecret | undefined {
  const [version, , , , keyId] = partsOf(seal);
  if (version === "v2") return firstOf(ring.all(), (key) => decryptWith(key, seal, place));
  const key = version === "v3" ? ring.find(keyId) : undefined;
  return key === undefined ? undefined : decryptWith(key, seal, place);
}

function decryptWith({ key }: SealKey, seal: Seal, place: Place): GivenSecret | undefined {
  const [, nonce, tag, body] = partsOf(seal);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"), {
      authTagLength: 16,
    });
    decipher.setAAD(boundTo(place)).setAuthTag(Buffer.from(tag, "base64url"));
    const text = decipher.update(body, "base64url", "utf8") + decipher.final("utf8");
    // What authenticates was written by `encrypt`.
    const [givenBy, value] = JSON.parse(text) as [string, unknown];
    return { value, givenBy };
  } catch {
    return undefined;
  }
}

/** Returns the first result that is not undefined. */
function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function boundTo({ ownerId, pointer }: Place): Buffer {
  return Buffer.from(JSON.stringify([ownerId, pointer]));
}
