import type { User } from "@formwork/contracts/account";
import { table } from "../store/table.ts";

/** A user as stored. `passwordHash` is in the PHC format. */
export type StoredUser = User & { passwordHash: string };
/** `first` marks the user of the set-up. It is unique, so of several at once one is stored. */
export type UserRow = StoredUser & { first?: true };

/** `expiresAt` is in milliseconds since 1970; the store removes the row some time after it. */
export type StoredSession = { id: string; userId: string; expiresAt: number };

export const usersTable = table<UserRow>({
  name: "users",
  key: "id",
  unique: [["email"], ["first"]],
});

export const sessionsTable = table<StoredSession>({
  name: "sessions",
  key: "id",
  expires: "expiresAt",
});
