import type { Limits } from "@formwork/contracts/limits";
import { table } from "../store/table.ts";

/** A group of settings that an admin changes while Formwork runs; absent before the first change. */
export type SettingRow = { name: "limits"; value: Limits };

export const settingsTable = table<SettingRow>({ name: "settings", key: "name" });
