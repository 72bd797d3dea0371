import { addCell, addTick, type Cell, copyCell, emptyCell } from "../cells.ts";
import { cellOf, type Level, levelNames, spanOf } from "../levels.ts";
import { keyOf, type NumbersRow, type Series } from "../number-tables.ts";
import type { Group } from "./tally.ts";

/** What was read of a log after one cursor, up to another. */
export type Batch = {
  epoch: number;
  after: string;
  upTo: string;
  groups: Group[];
  /** Whether the groups have their changes one by one, so that a part of them can be added. */
  singly: boolean;
};

/** A row, and what is to be added to it. */
export type Addition = { level: Level; span: number; series: Series; groups: Group[] };

/** Lists the rows that a batch adds to. */
export function additionsOf(batch: Batch): Addition[] {
  const additions = new Map<string, Addition>();
  for (const group of batch.groups)
    for (const level of levelNames)
      for (const series of seriesOf(group)) {
        const span = spanOf(level, group.at);
        const key = keyOf(level, span, series);
        const known = additions.get(key);
        if (known === undefined) additions.set(key, { level, span, series, groups: [group] });
        else known.groups.push(group);
      }
  return [...additions.values()];
}

/**
 * Returns a row with what it lacks of a batch. A row that has a part of it already, from a process
 * that died before it could save its cursor, gets the rest; null where the batch cannot tell what
 * that is, and the log has to be read again, and where another process counts a later log.
 */
export function added(
  row: NumbersRow,
  { level, groups }: Addition,
  batch: Batch,
): NumbersRow | null {
  if (row.epoch > batch.epoch) return null;
  const has = row.epoch === batch.epoch ? row.upTo : "";
  if (has >= batch.upTo) return row;
  const hasPart = has > batch.after;
  if (hasPart && !batch.singly) return null;
  const cells = { ...row.cells };
  for (const group of groups) {
    const name = cellOf(level, group.at);
    cells[name] = plus(cells[name], hasPart ? sumAfter(group, has) : group.sum);
  }
  return { ...row, epoch: batch.epoch, upTo: batch.upTo, cells };
}

/** Lists the series in which jobs of a template and queue are counted. */
export function seriesOf({ template, queue }: { template: string; queue: string }): Series[] {
  return [{ of: "all" }, { of: "queue", queue }, { of: "template", template, queue }];
}

function sumAfter({ singly }: Group, after: string): Cell {
  const sum = emptyCell();
  for (const { cursor, tick } of singly) if (cursor > after) addTick(sum, tick);
  return sum;
}

function plus(cell: Cell | undefined, other: Cell): Cell {
  const sum = cell === undefined ? emptyCell() : copyCell(cell);
  addCell(sum, other);
  return sum;
}
