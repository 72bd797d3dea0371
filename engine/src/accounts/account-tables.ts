import type { User } from "@formwork/contracts/account";
import { table } from "../store/table.ts";

export type StoredUser = User & { passwordHash: string };
/** `first` marks the user who was stored first: it is unique, so there is one however many try. */
export type UserRow = StoredUser & { first?: true };

/** `expiresAt` is in milliseconds since 1970. */
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
