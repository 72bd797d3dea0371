import { may } from "@formwork/contracts/account";
import { useMe } from "../../lib/api/use-me.ts";

/** Returns true for a user who may read the settings. */
export function useMayOpenSettings(): boolean {
  const me = useMe().data;
  return me != null && may({ ...me, sessionId: null }, "settings:read");
}
