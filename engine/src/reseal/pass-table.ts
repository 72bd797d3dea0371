import { table } from "../store/table.ts";

/** How far what is sealed has been sealed again. Times are milliseconds since 1970. */
export type PassRow = {
  name: "pass";
  /** Id of the key that everything is sealed with again. */
  keyId: string;
  /** The place in work, by its number, and where its next portion begins. */
  place: number;
  cursor: string | null;
  /** What was looked at, sealed again, and found to open with no key. */
  looked: number;
  resealed: number;
  unreadable: number;
  /** Ids of keys that sealed something which was left as it is. */
  left: string[];
  startedAt: number;
  finishedAt: number | null;
};

export const passesTable = table<PassRow>({ name: "seal_passes", key: "name" });
