import type { Principal } from "@formwork/contracts/account";
import type { AuditDraft } from "@formwork/engine/audit/chain/link-entries";

type Actor = Pick<AuditDraft, "actor" | "actorId" | "key">;

/** Says who made a call: its principal, or the user whom its reply signs in. */
export function actorOf(principal: Principal | null, value: unknown): Actor {
  if (principal !== null) {
    const { email, id, key } = principal;
    return { actor: email, actorId: id, key: key?.id ?? null };
  }
  const { email, id } = Object(Object(value).user);
  return typeof email === "string" && typeof id === "string"
    ? { actor: email, actorId: id, key: null }
    : { actor: "anonymous", actorId: null, key: null };
}
