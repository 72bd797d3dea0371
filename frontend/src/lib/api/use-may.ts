import { may, type Scope } from "@formwork/contracts/account";
import { useMe } from "./use-me.ts";

/** Returns true when the signed-in user has a scope; false until that is known. */
export function useMay(scope: Scope): boolean {
  const me = useMe().data;
  return me != null && may({ ...me, sessionId: null }, scope);
}
