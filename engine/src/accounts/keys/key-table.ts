import type { Scope } from "@formwork/contracts/account";
import { table } from "../../store/table.ts";

/** An API key as stored. Times are in milliseconds since 1970; hashes are SHA-256 in hex. */
export type KeyRow = {
  id: string;
  /** The public part of the key's text, by which it is found; a rotation keeps it. */
  handle: string;
  userId: string;
  /** `keyGeneration` of the user when it was made; 0 if absent. */
  generation?: number;
  /** Its place among the keys of the user, which no other has; absent on keys of an older version. */
  place?: number;
  name: string;
  scopes: Scope[];
  templates: string[] | null;
  hash: string;
  /** The secret before the last rotation, which works for a while. */
  previous?: { hash: string; endsAt: number };
  createdAt: number;
  expiresAt: number | null;
  /** At most a minute late. */
  seenAt?: number;
};

export const keysTable = table<KeyRow>({
  name: "api_keys",
  key: "id",
  unique: [["handle"], ["userId", "place"]],
  indexes: [["userId"]],
});
