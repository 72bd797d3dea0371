import { type ChangeLimits, type Limits, limitDefaults } from "@formwork/contracts/limits";
import type { Table } from "../store/table.ts";
import { changeRow } from "../store/tables/change-row.ts";
import type { SettingRow } from "./setting-table.ts";

/** Reads the limits that hold for every caller. */
export async function readLimits(settings: Pick<Table<SettingRow>, "get">): Promise<Limits> {
  return limitsIn((await settings.get({ name: "limits" }))?.row);
}

/** Changes some limits and returns all; of two callers at once neither loses what it changed. */
export async function changeLimits(
  settings: Table<SettingRow>,
  change: ChangeLimits,
): Promise<Limits> {
  const first: SettingRow = { name: "limits", value: { ...limitDefaults, ...change } };
  if ((await settings.insert({ row: first })).outcome === "stored") return first.value;
  const changed = (stored: SettingRow): SettingRow => ({
    name: "limits",
    value: { ...limitsIn(stored), ...change },
  });
  return limitsIn(await changeRow(settings, { name: "limits" }, changed));
}

/** Returns stored limits; a row of an older version has not all of them. */
function limitsIn(row: SettingRow | null | undefined): Limits {
  return { ...limitDefaults, ...(row?.name === "limits" && row.value) };
}
