import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/**
 * Secrets in payloads: sealed before they are stored, masked in every reply, opened for the worker
 * that runs the job.
 */
export type Secrets = {
  /** Replaces the strings at `paths` (JSON Pointers; `*` stands for every item or key) by seals. */
  seal: (payload: Payload, paths: readonly string[]) => Payload;
  /** Replaces every seal by its text. */
  open: (payload: Payload) => Payload;
};
type Payload = Record<string, unknown>;
/** AES-256-GCM: key id, nonce, tag and text, base64url with dots between. */
type Seal = { $sealed: string };

/** What a reply shows instead of a secret, and what an edited payload may send back to keep it. */
export const mask = "••••••";

/**
 * Seals with a key derived from `secret` (HKDF-SHA-256), so that the token secret signs nothing
 * else.
 */
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
  // A payload may hold something that only looks like a seal, or one of a key that is gone: it
  // stays as it is.
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

/** The payload with every seal masked. */
export function maskSecrets(payload: Payload): Payload {
  return replaceSeals(payload, () => mask);
}

/**
 * The edited payload, with each mask that was left untouched replaced by the secret that stood
 * there before.
 */
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

function replaceSeals(value: Payload, change: (seal: Seal) => unknown): Payload {
  const walk = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(walk);
    if (!isObject(item)) return item;
    if (isSeal(item)) return change(item);
    return Object.fromEntries(Object.entries(item).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value) as Payload;
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
