import type { Operation } from "@formwork/contracts/operations/operation";
import { oneLine } from "@formwork/contracts/text/one-line";

const maxLength = 200;
/** What looks like an address: who types a password in its place leaves no trace of it. */
const address = /^[^\s@]{1,64}@[^\s@]{1,189}$/;

/**
 * Says on what a call acts: the kind, which is the first word of its action, with the id or name in
 * the path, or else that of what was made. A sign-in names the address that it tried.
 */
export function targetOf(
  { path }: Pick<Operation, "path">,
  action: string,
  { params, body, value }: { params: unknown; body: unknown; value: unknown },
): string | null {
  const [kind = ""] = action.split(".");
  const [given, sent, made] = [Object(params), Object(body), Object(value)];
  if (kind === "account") return addressOf(sent.email);
  const id =
    given.id ?? given.name ?? made.id ?? made.user?.id ?? made.name ?? lastWord(path, kind);
  return typeof id === "string" ? `${kind}:${oneLine(id, maxLength)}` : null;
}

function addressOf(email: unknown): string | null {
  return typeof email === "string" && address.test(email)
    ? `account:${oneLine(email.toLowerCase(), maxLength)}`
    : null;
}

/** Settings have no id: the last word of their path names them. */
function lastWord(path: string, kind: string): string | null {
  return kind === "settings" ? (path.split("/").at(-1) ?? null) : null;
}
