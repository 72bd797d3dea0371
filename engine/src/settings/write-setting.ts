import type { Table } from "../store/table.ts";
import { changeRow } from "../store/tables/change-row.ts";
import type { SettingRow } from "./setting-table.ts";

/** Stores a setting; of two callers at once the later one's stays. */
export async function writeSetting(settings: Table<SettingRow>, row: SettingRow): Promise<void> {
  const { outcome } = await settings.insert({ row });
  if (outcome === "taken") await changeRow(settings, { name: row.name }, () => row);
}
