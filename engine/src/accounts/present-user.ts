import type { User } from "@formwork/contracts/account";
import type { StoredUser } from "./account-tables.ts";

/** Returns a user as replies show it: without the password's hash. */
export function presentUser({ id, email, role, createdAt }: StoredUser): User {
  return { id, email, role, createdAt };
}
