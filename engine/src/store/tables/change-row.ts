import { fail } from "../../errors.ts";
import type { Table, Versioned, Where } from "../table.ts";

/** Times a replacement is tried while others replace the same row. */
const maxAttempts = 100;

/** Changes a row as `changeVersioned` does, and returns it without its version. */
export async function changeRow<Row extends object>(
  table: Pick<Table<Row>, "get" | "replaceIf">,
  where: Where<Row>,
  change: (row: Row) => Row | null,
): Promise<Row | null> {
  return (await changeVersioned(table, where, change))?.row ?? null;
}

/**
 * Replaces a row by what `change` returns for it; reads it again where another was faster. Returns
 * the row as it is afterwards, or null where there is none. A `change` that returns null leaves
 * the row as it is.
 */
export async function changeVersioned<Row extends object>(
  table: Pick<Table<Row>, "get" | "replaceIf">,
  where: Where<Row>,
  change: (row: Row) => Row | null,
): Promise<Versioned<Row> | null> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const found: Versioned<Row> | null = await table.get(where);
    if (found === null) return null;
    const row = change(found.row);
    if (row === null) return found;
    const { outcome } = await table.replaceIf({ row, version: found.version });
    if (outcome === "stored") return { row, version: found.version + 1 };
    if (outcome === "taken") throw new Error("A changed row has the unique value of another one");
  }
  return fail("unavailable", "A row is being changed too often at once");
}
