import { may } from "@formwork/contracts/account";
import { useMe } from "../../lib/api/people/use-me.ts";
import { type Destination, destinations } from "./destinations.ts";

/** Returns the entries of the navigation that the signed-in user may use. */
export function useDestinations(): Destination[] {
  const me = useMe().data;
  return destinations.filter(({ scope }) => me != null && may({ ...me, sessionId: null }, scope));
}
