import { shortId } from "../../text/short-id.ts";
import { useMe } from "./use-me.ts";

/** Returns the display name of a user id. */
export type UserName = (userId: string) => string;

/**
 * Returns the function that names users: "you" for the signed-in user, the short id for any other.
 */
export function useUserName(): UserName {
  const me = useMe().data?.id;
  return (userId) => (userId === me ? "you" : shortId(userId));
}
