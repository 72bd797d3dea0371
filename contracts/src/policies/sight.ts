import type { Principal } from "../accounts/account.ts";

/**
 * Returns true for a user who sees what everybody made. Authors and admins do: who writes the code of
 * jobs could read their payloads anyway. Others see their own, unless an admin granted more.
 */
export function seesEverybodys({ role, sees }: Pick<Principal, "role" | "sees">): boolean {
  return role === "admin" || role === "author" || sees === "all";
}

/** Returns true when a principal may see what somebody made, as far as its maker decides. */
export function seesWhatWasMadeBy(principal: Principal | null, maker: string | undefined): boolean {
  return principal !== null && (seesEverybodys(principal) || principal.id === maker);
}
