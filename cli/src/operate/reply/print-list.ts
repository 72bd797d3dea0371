import { safeJson } from "../../terminal/clean.ts";
import { columnWidths, drawRow, drawTitles } from "../../terminal/draw-table.ts";
import { paintFor } from "../../terminal/paint.ts";
import { print, say } from "../../terminal/print.ts";
import { type Terminal, widthOf } from "../../terminal/terminal.ts";
import type { Shape } from "../schema-shape.ts";
import { cellText, valueAt } from "./cell.ts";
import { columnsOf, type ListColumn } from "./columns.ts";

export type ListPage = { items: unknown[]; next?: string | null };
export type ListOptions = { json?: boolean; columns?: string; limit?: number; all?: boolean };

/** Rows of a list where nothing else is asked for; what the server sends at once at most. */
const usualLimit = 50;
const maxPage = 500;

/** Prints the rows of one reply. */
export async function printItems(
  terminal: Terminal,
  params: { id: string; item: Shape; items: readonly unknown[]; options: ListOptions; now: number },
): Promise<void> {
  const rows = createRowPrinter(terminal, params);
  await rows(params.items);
  if (params.items.length === 0) sayNothing(terminal, params.options);
}

function sayNothing(terminal: Terminal, { json }: ListOptions): void {
  if (json !== true) say(terminal, "Nothing matches");
}

/**
 * Prints a list page by page, as far as `limit` or to its end with `all`. The first page decides
 * the widths of the columns.
 */
export async function printPages(
  terminal: Terminal,
  params: {
    id: string;
    item: Shape;
    options: ListOptions;
    now: number;
    cursor: string | undefined;
    fetchPage: (paging: { limit: number; cursor?: string }) => Promise<ListPage>;
  },
): Promise<void> {
  const { options, fetchPage } = params;
  const rows = createRowPrinter(terminal, params);
  let left = options.all === true ? Number.POSITIVE_INFINITY : (options.limit ?? usualLimit);
  let cursor: string | null | undefined = params.cursor;
  let found = 0;
  // A search may answer with short pages, and with empty ones, before its end.
  do {
    const limit = Math.min(left, maxPage);
    const page: ListPage = await fetchPage({
      limit,
      ...(cursor === undefined || cursor === null ? {} : { cursor }),
    });
    await rows(page.items);
    left -= page.items.length;
    found += page.items.length;
    cursor = page.next ?? null;
  } while (cursor !== null && left > 0 && !terminal.stdout.destroyed);
  if (found === 0) sayNothing(terminal, options);
  if (cursor !== null && options.json !== true && !terminal.stdout.destroyed)
    say(terminal, `There are more: --limit ${2 * (options.limit ?? usualLimit)}, or --all`);
}

/** Returns what prints rows: JSON lines for programs, a table for people. */
function createRowPrinter(
  terminal: Terminal,
  params: { id: string; item: Shape; options: ListOptions; now: number },
): (items: readonly unknown[]) => Promise<void> {
  const { id, item, options, now } = params;
  if (options.json === true)
    return (items) =>
      print(
        terminal,
        items.map((one) => safeJson(one)),
      );
  const columns = columnsOf(id, item, options.columns);
  const paint = paintFor(terminal.stdout, terminal);
  let widths: number[] | undefined;
  return async (items) => {
    if (items.length === 0) return;
    const rows = items.map((one) => cells(one, columns, now));
    const isFirst = widths === undefined;
    widths ??= columnWidths(columns, rows, widthOf(terminal.stdout));
    const drawn = rows.map((row) => drawRow({ columns, widths: widths ?? [], row, paint }));
    await print(terminal, [...(isFirst ? [drawTitles(columns, widths, paint)] : []), ...drawn]);
  };
}

function cells(item: unknown, columns: readonly ListColumn[], now: number): string[] {
  return columns.map(({ path, shape }) => cellText(valueAt(item, path), path, shape, now));
}
