import { may } from "@formwork/contracts/account";
import { useMe } from "../../../lib/api/use-me.ts";

/** Returns whether the signed-in user may make and steer schedules. */
export function useMaySchedule(): boolean {
  const me = useMe().data;
  return me !== null && me !== undefined && may({ ...me, sessionId: null }, "schedules:write");
}
