import type { AuditDraft } from "@formwork/engine/audit/chain/link-entries";
import type { State } from "../context.ts";

type Actor = Pick<AuditDraft, "actor" | "actorId" | "key" | "keyName">;

/** Says who made a call: its principal, a service, or the user whom its reply signs in. */
export function actorOf(
  { principal, service }: Pick<State, "principal" | "service">,
  value: unknown,
): Actor {
  if (service !== undefined) return { actor: `service:${service}`, actorId: null, key: null };
  if (principal !== null) {
    const { email, id, key } = principal;
    const name = key?.name === undefined ? {} : { keyName: key.name };
    return { actor: email, actorId: id, key: key?.id ?? null, ...name };
  }
  const { email, id } = Object(Object(value).user);
  return typeof email === "string" && typeof id === "string"
    ? { actor: email, actorId: id, key: null }
    : { actor: "anonymous", actorId: null, key: null };
}
