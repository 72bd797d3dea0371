import { type Limits, limitDefaults } from "@formwork/contracts/limits";
import type { Table } from "../store/table.ts";
import { changeRow } from "../store/tables/change-row.ts";
import type { SettingRow } from "./setting-table.ts";

/** Reads the limits that hold for every caller. */
export async function readLimits(settings: Pick<Table<SettingRow>, "get">): Promise<Limits> {
  const found = await settings.get({ name: "limits" });
  return { ...limitDefaults, ...found?.row.value };
}

/** Stores the limits; those of two callers at once are those of the later one. */
export async function writeLimits(settings: Table<SettingRow>, value: Limits): Promise<Limits> {
  const row: SettingRow = { name: "limits", value };
  const change = () => changeRow(settings, { name: "limits" }, () => row);
  if ((await change()) === null && (await settings.insert({ row })).outcome === "taken")
    await change();
  return value;
}
