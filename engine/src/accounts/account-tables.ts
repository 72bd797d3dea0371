import type { Sight, User } from "@formwork/contracts/account";
import { table } from "../store/table.ts";

/** A user as stored. `passwordHash` is in the PHC format; null until the user has chosen one. */
export type StoredUser = User & {
  passwordHash: string | null;
  /** What an admin granted; own jobs where absent. */
  sees?: Sight;
  /** Who it is at the OpenID provider: issuer and `sub`. Absent for one who has a password alone. */
  subject?: string;
  /** Present on a user who may not sign in. */
  disabled?: true;
  /** The invitation or reset link that works now: the SHA-256 of its secret, and its end in ms. */
  link?: { hash: string; expiresAt: number };
  /** Rises when all sessions end at once; those of an older generation are refused. 0 if absent. */
  generation?: number;
  /** Rises when all API keys end at once; those of an older generation are refused. 0 if absent. */
  keyGeneration?: number;
  /** The one session of an older generation that still counts: it changed the password. */
  keptSession?: string;
  /** When the user last used Formwork, in milliseconds since 1970; at most a minute late. */
  seenAt?: number;
};
/** `first` marks the user of the set-up. It is unique, so of several at once one is stored. */
export type UserRow = StoredUser & { first?: true };

/**
 * A session. Times are in milliseconds since 1970; the store removes the row some time after
 * `expiresAt`. Sessions of an older version have no more than the first three fields.
 */
export type StoredSession = {
  id: string;
  userId: string;
  expiresAt: number;
  generation?: number;
  createdAt?: number;
  /** At most a minute late. */
  seenAt?: number;
  address?: string;
  device?: string;
  /** The number of its newest refresh token, and since when it is that. 0 if absent. */
  turn?: number;
  turnedAt?: number;
};

/** The ids of the admins who can sign in, in a row of its own: see `people/admins.ts`. */
export type AdminsRow = { id: string; userIds: string[] };

export const usersTable = table<UserRow>({
  name: "users",
  key: "id",
  unique: [["email"], ["first"], ["subject"]],
});

export const sessionsTable = table<StoredSession>({
  name: "sessions",
  key: "id",
  indexes: [["userId"]],
  expires: "expiresAt",
});

export const adminsTable = table<AdminsRow>({ name: "admins", key: "id" });
