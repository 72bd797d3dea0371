import { table } from "../../store/table.ts";

/** A key that seals, or has sealed, what is in the store. Times are milliseconds since 1970. */
export type SealKeyRow = {
  /** Its id, by which seals name it. */
  id: string;
  /** When the store first knew it. */
  since: number;
  /** When a process was last seen that seals with it although another key is the store's. */
  sealedAt: number;
  /** When nothing was found any more that it sealed, or it was given up; null while it is needed. */
  unusedAt: number | null;
};

/** More keys than this are no rotation, but a mistake. */
export const maxSealKeys = 100;

export const sealKeysTable = table<SealKeyRow>({ name: "seal_keys", key: "id" });
