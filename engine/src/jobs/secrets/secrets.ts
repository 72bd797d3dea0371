import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { sealName } from "@formwork/contracts/schema/secrets/kept-secrets";
import { handleOf, type Payload, replaceSeals, replaceValues, type Seal } from "./seal.ts";

/** A secret, and the id of the user or key that gave it. */
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
  /** Replaces every seal by its value. One that was made elsewhere, or with another key, stays. */
  open: (payload: Payload, owner: { ownerId: string }) => Payload;
  /** The same, with the secrets that were opened, and the pointers of the seals that stayed. */
  read: (payload: Payload, owner: { ownerId: string }) => OpenedPayload;
  /** Returns the secrets of a stored payload by their handles, for a payload that is made from it. */
  list: (payload: Payload, owner: { ownerId: string }) => Map<string, GivenSecret>;
  /** Returns a keyed hash of a text, from which nobody without the key can guess the text. */
  hash: (text: string) => string;
};

/** A payload with its secrets in the clear. */
type OpenedPayload = { payload: Payload; given: GivenSecret[]; unreadable: string[] };

type Place = { ownerId: string; pointer: string };

/** Creates seals and hashes with keys derived from `secret` by HKDF-SHA-256. */
export function createSecrets(secret: string): Secrets {
  const sealKey = derive(secret, "formwork payload secrets v2");
  const hashKey = derive(secret, "formwork request hashes v1");
  function read(sealed: Payload, { ownerId }: { ownerId: string }): OpenedPayload {
    const given: GivenSecret[] = [];
    const unreadable: string[] = [];
    const payload = replaceSeals(sealed, (seal, pointer) => {
      const secret = decrypt(sealKey, seal, { ownerId, pointer });
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
          : { by: encrypt(sealKey, { value, givenBy }, { ownerId, pointer }) };
      });
    },
    open: (payload, owner) => read(payload, owner).payload,
    read,
    list(payload, { ownerId }) {
      const found = new Map<string, GivenSecret>();
      replaceSeals(payload, (seal, pointer) => {
        const given = decrypt(sealKey, seal, { ownerId, pointer });
        if (given !== undefined) found.set(handleOf(seal), given);
      });
      return found;
    },
    hash: (text) => createHmac("sha256", hashKey).update(text).digest("base64url"),
  };
}

/** Returns a key object, with which a seal takes a third of the time that it takes with bytes. */
function derive(secret: string, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", secret, "", purpose, 32)));
}

function encrypt(key: KeyObject, { value, givenBy }: GivenSecret, place: Place): Seal {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(boundTo(place));
  const text = JSON.stringify([givenBy, value]);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const parts = [nonce, cipher.getAuthTag(), body].map((part) => part.toString("base64url"));
  return { [sealName]: ["v2", ...parts].join(".") };
}

/** Returns undefined for what was not sealed with this key for this place. */
function decrypt(key: KeyObject, seal: Seal, place: Place): GivenSecret | undefined {
  const [version, nonce = "", tag = "", body = ""] = seal[sealName].split(".");
  if (version !== "v2") return undefined;
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

function boundTo({ ownerId, pointer }: Place): Buffer {
  return Buffer.from(JSON.stringify([ownerId, pointer]));
}
