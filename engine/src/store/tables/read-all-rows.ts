import type { Table, Where } from "../table.ts";

const rowsPerPage = 500;

/** Reads all rows that equal `where`, page by page: for rows that are few by their nature. */
export async function readAllRows<Row extends object>(
  table: Pick<Table<Row>, "page">,
  where: Where<Row>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await table.page({ where, limit: rowsPerPage, cursor });
    rows.push(...page.items.map(({ row }) => row));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return rows;
}
