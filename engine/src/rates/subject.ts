import { createHash } from "node:crypto";
import { isIPv6 } from "node:net";
import type { Principal } from "@formwork/contracts/account";

/**
 * Whose bucket it is: a user's, an API key's, that of a network address, that of an account that
 * somebody tries to sign in to, by its e-mail address, that of who does so from one address
 * (`guesser`), or that of a device that is known to the account.
 */
export type Subject = {
  kind: "user" | "key" | "address" | "account" | "guesser" | "device";
  id: string;
};

/** Returns whose bucket a principal takes from: that of the API key, if there is one. */
export function subjectOf({ id, key }: Principal): Subject {
  return key === undefined ? { kind: "user", id } : { kind: "key", id: key.id };
}

/**
 * Returns the name of a subject's bucket. Texts that a caller chose are hashed, so that none is long
 * and the store keeps no e-mail address.
 */
export function nameOf({ kind, id }: Subject): string {
  if (kind === "address") return `${kind}:${networkOf(id)}`;
  if (kind === "account" || kind === "guesser")
    return `${kind}:${createHash("sha256").update(id).digest("hex")}`;
  return `${kind}:${id}`;
}

/**
 * Returns the network that an address stands for: itself for IPv4, the first 64 bits for IPv6, of
 * which one subscriber has all addresses.
 */
export function networkOf(address: string): string {
  const [text = ""] = address.split("%", 1);
  if (!isIPv6(text)) return text.slice(0, 64);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text);
  if (mapped?.[1] !== undefined) return mapped[1];
  const canonical = new URL(`http://[${text}]`).hostname.slice(1, -1);
  const [before = "", after] = canonical.split("::");
  const head = before === "" ? [] : before.split(":");
  const tail = after === undefined || after === "" ? [] : after.split(":");
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...Array<string>(zeros).fill("0"), ...tail];
  return `${groups.slice(0, 4).join(":")}::/64`;
}
