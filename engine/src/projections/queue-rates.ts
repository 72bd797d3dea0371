import type { Table } from "../store/table.ts";
import { addCell, type Cell, countIn, emptyCell } from "./cells.ts";
import { cellStart, floorTo, levels, spansBetween } from "./levels.ts";
import { type NumbersRow, periodOf } from "./number-tables.ts";
import type { QueueRate } from "./numbers.ts";

const pageRows = 200;

/** Returns how many jobs each queue got and ended per minute, over the last whole minutes. */
export async function readQueueRates(
  rows: Table<NumbersRow>,
  now: number,
  minutes: number,
): Promise<Map<string, QueueRate>> {
  const to = floorTo(now, levels.minute.unitMs);
  const from = to - minutes * levels.minute.unitMs;
  const sums = new Map<string, Cell>();
  for (const span of spansBetween("minute", from, to))
    for await (const row of queueRows(rows, span)) addRow(sums, row, { from, to });
  return new Map([...sums].map(([queue, cell]) => [queue, rateOf(cell, minutes)]));
}

async function* queueRows(rows: Table<NumbersRow>, span: number): AsyncGenerator<NumbersRow> {
  const where = { period: periodOf("minute", span) };
  for (let cursor: string | undefined; ; ) {
    const page = await rows.page({ where, order: "queue", limit: pageRows, cursor });
    for (const { row } of page.items) yield row;
    if (page.next === null) return;
    cursor = page.next;
  }
}

function addRow(
  sums: Map<string, Cell>,
  { queue, level, span, cells }: NumbersRow,
  { from, to }: { from: number; to: number },
): void {
  if (queue === null) return;
  const sum = sums.get(queue) ?? emptyCell();
  for (const [name, cell] of Object.entries(cells)) {
    const at = cellStart(level, span, name);
    if (at >= from && at < to) addCell(sum, cell);
  }
  sums.set(queue, sum);
}

function rateOf(cell: Cell, minutes: number): QueueRate {
  const ended = countIn(cell, "succeeded") + countIn(cell, "failed") + countIn(cell, "cancelled");
  return { in: countIn(cell, "created") / minutes, out: ended / minutes };
}
