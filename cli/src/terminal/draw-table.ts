import { displayWidth, fitText, padText } from "./display-width.ts";
import type { Paint } from "./paint.ts";
import { paintState } from "./paint.ts";

/** A column: its title, and whether it may be cut to fit. Ids never are: they are copied. */
export type Column = { title: string; isCut: boolean; isState: boolean };
export type Row = readonly string[];

const gap = "  ";
/** Columns that a cell keeps when it is cut. */
const minWidth = 8;

/**
 * Returns the widths of the columns, so that a row fits into `width`: cells are cut, the widest
 * first, and where that is not enough the last columns are left out.
 */
export function columnWidths(
  columns: readonly Column[],
  rows: readonly Row[],
  width: number,
): number[] {
  const widths = columns.map(({ title }, index) =>
    rows.reduce((most, row) => Math.max(most, displayWidth(row[index] ?? "")), displayWidth(title)),
  );
  const shown = widths.slice(0, fittingColumns(columns, widths, width));
  for (let excess = rowWidth(shown) - width; excess > 0; ) {
    const widest = widestThatMayBeCut(columns, shown);
    if (widest === undefined) break;
    const before = shown[widest] ?? 0;
    const next = Math.max(secondWidest(columns, shown, widest), minWidth);
    const cut = Math.min(excess, Math.max(1, before - next));
    shown[widest] = before - cut;
    excess -= cut;
  }
  return shown;
}

/** Returns how many columns fit when all are as narrow as may be; one stays in any case. */
function fittingColumns(
  columns: readonly Column[],
  widths: readonly number[],
  width: number,
): number {
  const least = columns.map(({ isCut }, index) =>
    isCut ? Math.min(widths[index] ?? 0, minWidth) : (widths[index] ?? 0),
  );
  while (least.length > 1 && rowWidth(least) > width) least.pop();
  return least.length;
}

function rowWidth(widths: readonly number[]): number {
  const cells = widths.reduce((total, number) => total + number, 0);
  return cells + gap.length * (widths.length - 1);
}

function widestThatMayBeCut(columns: readonly Column[], widths: number[]): number | undefined {
  const places = widths.flatMap((columnWidth, index) =>
    columns[index]?.isCut === true && columnWidth > minWidth ? [index] : [],
  );
  return places.sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
}

function secondWidest(columns: readonly Column[], widths: number[], widest: number): number {
  return columns.reduce(
    (most, { isCut }, index) =>
      isCut && index !== widest ? Math.max(most, widths[index] ?? 0) : most,
    0,
  );
}

/** Draws one row with as many cells as there are widths; the last cell is not filled up. */
export function drawRow(params: {
  columns: readonly Column[];
  widths: readonly number[];
  row: Row;
  paint: Paint;
}): string {
  const { columns, widths, row, paint } = params;
  const cells = widths.map((columnWidth, index) => {
    const cell = row[index] ?? "";
    const text = fitText(cell, columnWidth);
    const padded = index === widths.length - 1 ? text : padText(text, columnWidth);
    return columns[index]?.isState === true ? paintState(paint, cell, padded) : padded;
  });
  return cells.join(gap).trimEnd();
}

/** Draws the titles of the columns. */
export function drawTitles(
  columns: readonly Column[],
  widths: readonly number[],
  paint: Paint,
): string {
  const plain = columns.map((column) => ({ ...column, isState: false }));
  const row = columns.map(({ title }) => title);
  return paint("dim", drawRow({ columns: plain, widths, row, paint }));
}
