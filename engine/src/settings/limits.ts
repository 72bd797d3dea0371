import { type Limits, limitDefaults } from "@formwork/contracts/limits";
import type { Table } from "../store/table.ts";
import type { SettingRow } from "./setting-table.ts";
import { writeSetting } from "./write-setting.ts";

/** Reads the limits that hold for every caller. */
export async function readLimits(settings: Pick<Table<SettingRow>, "get">): Promise<Limits> {
  const row = (await settings.get({ name: "limits" }))?.row;
  return { ...limitDefaults, ...(row?.name === "limits" && row.value) };
}

/** Stores the limits and returns them. */
export async function writeLimits(settings: Table<SettingRow>, value: Limits): Promise<Limits> {
  await writeSetting(settings, { name: "limits", value });
  return value;
}
