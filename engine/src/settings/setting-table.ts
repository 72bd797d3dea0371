import type { Limits } from "@formwork/contracts/limits";
import type { Retention } from "@formwork/contracts/retention";
import { table } from "../store/table.ts";

/** Settings that an admin changes while Formwork runs; a row is absent before its first change. */
export type SettingRow =
  | { name: "limits"; value: Limits }
  | { name: "retention"; value: Retention }
  /** What tells the key apart that seals the secrets in this store. */
  | { name: "key"; fingerprint: string };

export const settingsTable = table<SettingRow>({ name: "settings", key: "name" });
