import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/**
 * Seals the secrets of payloads before they are stored, and opens them for the worker that runs the
 * job. A seal is AES-256-GCM ciphertext; replies show a mask in its place.
 */
export type Secrets = {
  /** Replaces the strings at `paths` (JSON Pointers; `*` is every item or key) by seals. */
  seal: (payload: Payload, paths: readonly string[]) => Payload;
  /** Replaces every seal by its text. What only looks like one, or has another key, stays. */
  open: (payload: Payload) => Payload;
};
type Payload = Record<string, unknown>;
/** Format version, nonce, authentication tag and ciphertext, in base64url with dots between. */
type Seal = { $sealed: string };

/** Shown in replies instead of a secret; an edited payload that sends it back keeps the secret. */
export const mask = "••••••";

/** Creates seals with a key derived from `secret` by HKDF-SHA-256, which is used for nothing else. */
export function createSecrets(secret: string): Secrets {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "formwork payload secrets v1", 32));
  const encrypt = (text: string): Seal => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce);
    const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
    return {
      $sealed: [
        "v1",
        ...[nonce, cipher.getAuthTag(), body].map((part) => part.toString("base64url")),
      ].join("."),
    };
  };
  const decrypt = ({ $sealed }: Seal): string => {
    const [, nonce = "", tag = "", body = ""] = $sealed.split(".");
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64url"), {
      authTagLength: 16,
    });
    decipher.setAuthTag(Buffer.from(tag, "base64url"));
    return decipher.update(body, "base64url", "utf8") + decipher.final("utf8");
  };
  const decryptOrKeep = (seal: Seal): unknown => {
    try {
      return decrypt(seal);
    } catch {
      return seal;
    }
  };
  return {
    seal: (payload, paths) =>
      paths.reduce((sealed, path) => replaceAt(sealed, path.split("/").slice(1), encrypt), payload),
    open: (payload) => replaceSeals(payload, decryptOrKeep),
  };
}

/** Returns the payload with every seal masked. */
export function maskSecrets(payload: Payload): Payload {
  return replaceSeals(payload, () => mask);
}

/** Returns the edited payload with each mask replaced by the value at its place in `before`. */
export function keepSecrets(edited: Payload, before: Payload): Payload {
  return keep(edited, before) as Payload;
}

function keep(edited: unknown, before: unknown): unknown {
  if (edited === mask && typeof before === "string") return before;
  if (Array.isArray(edited))
    return edited.map((item, index) =>
      keep(item, Array.isArray(before) ? before[index] : undefined),
    );
  if (!isObject(edited)) return edited;
  return Object.fromEntries(
    Object.entries(edited).map(([key, value]) => [
      key,
      keep(value, isObject(before) && Object.hasOwn(before, key) ? before[key] : undefined),
    ]),
  );
}

function replaceAt(value: Payload, path: string[], change: (text: string) => unknown): Payload {
  return replace(
    value,
    path.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")),
    change,
  ) as Payload;
}

function replace(
  value: unknown,
  [head, ...rest]: string[],
  change: (text: string) => unknown,
): unknown {
  if (head === undefined) return typeof value === "string" ? change(value) : value;
  if (Array.isArray(value))
    return value.map((item, index) =>
      head === "*" || head === String(index) ? replace(item, rest, change) : item,
    );
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      head === "*" || head === key ? replace(item, rest, change) : item,
    ]),
  );
}

/** Copies a payload with its seals replaced; one without seals, as most are, is returned as it is. */
function replaceSeals(value: Payload, change: (seal: Seal) => unknown): Payload {
  const walk = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(walk);
    if (!isObject(item)) return item;
    if (isSeal(item)) return change(item);
    return Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, walk(inner)]));
  };
  return holdsSeal(value) ? (walk(value) as Payload) : value;
}

function holdsSeal(value: object): boolean {
  return isSeal(value) || Object.values(value).some((inner) => isObject(inner) && holdsSeal(inner));
}

function isSeal(value: object): value is Seal {
  return (
    "$sealed" in value &&
    typeof value.$sealed === "string" &&
    Object.keys(value).length === 1 &&
    value.$sealed.startsWith("v1.")
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
