import { may, type Scope } from "@formwork/contracts/account";
import { useMe } from "./use-me.ts";

/** Returns true when the signed-in user has a scope; false until that is known. */
export function useMay(scope: Scope): boolean {
  return useMayEach([scope]).length > 0;
}

/** Returns those of some scopes that the signed-in user has; none until that is known. */
export function useMayEach(scopes: readonly Scope[]): Scope[] {
  const me = useMe().data;
  return scopes.filter((scope) => me != null && may({ ...me, sessionId: null }, scope));
}
