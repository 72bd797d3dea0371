import type { Table } from "../store/table.ts";
import type { Cell } from "./cells.ts";
import { cellStart, type Level, spansBetween } from "./levels.ts";
import { keyOf, type NumbersRow, periodOf } from "./number-tables.ts";

/** Which kept counts to read: those of these templates and queues, or of all. */
export type KeptQuery = {
  level: Level;
  from: number;
  to: number;
  template?: string[] | undefined;
  queue?: string[] | undefined;
};

/** Rows of a page: templates seldom run in more queues. */
const pageRows = 100;

/** Reads the kept cells of a query, each with its start in milliseconds since 1970. */
export async function keptCells(
  table: Table<NumbersRow>,
  query: KeptQuery,
): Promise<{ at: number; cell: Cell }[]> {
  const spans = spansBetween(query.level, query.from, query.to);
  const rows = (await Promise.all(spans.map((span) => rowsOf(table, query, span)))).flat();
  return rows
    .flatMap(({ level, span, cells }) =>
      Object.entries(cells).map(([name, cell]) => ({ at: cellStart(level, span, name), cell })),
    )
    .filter(({ at }) => at >= query.from && at < query.to);
}

/** Returns how many rows or pages a query reads at least. */
export function readsOf({ level, from, to, template, queue }: KeptQuery): number {
  const names = template?.length ?? queue?.length ?? 1;
  return spansBetween(level, from, to).length * names;
}

async function rowsOf(
  table: Table<NumbersRow>,
  { level, template, queue }: KeptQuery,
  span: number,
): Promise<NumbersRow[]> {
  if (template !== undefined) {
    const names = [...new Set(template)];
    const rows = await Promise.all(names.map((name) => templateRows(table, level, span, name)));
    return rows.flat().filter((row) => queue === undefined || queue.includes(queueOf(row)));
  }
  const keys =
    queue === undefined
      ? [keyOf(level, span, { of: "all" })]
      : [...new Set(queue)].map((name) => keyOf(level, span, { of: "queue", queue: name }));
  const found = await Promise.all(keys.map((key) => table.get({ key })));
  return found.flatMap((one) => one?.row ?? []);
}

async function templateRows(
  table: Table<NumbersRow>,
  level: Level,
  span: number,
  template: string,
): Promise<NumbersRow[]> {
  const rows: NumbersRow[] = [];
  const where = { period: periodOf(level, span), template };
  for (let cursor: string | undefined; ; ) {
    const page = await table.page({ where, limit: pageRows, cursor });
    rows.push(...page.items.map(({ row }) => row));
    if (page.next === null) return rows;
    cursor = page.next;
  }
}

/** The key of a template's row ends with the queue. */
function queueOf({ key, period, template }: NumbersRow): string {
  return key.slice(`${period}:template:${template}:`.length);
}
