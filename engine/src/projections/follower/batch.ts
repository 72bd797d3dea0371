import { addCell, addTick, type Cell, emptyCell } from "../cells.ts";
import { cellOf, floorTo, type Level, levelNames, levels, spanOf } from "../levels.ts";
import { keyOf, type NumbersRow, type Series } from "../number-tables.ts";
import type { Change } from "./change-of-event.ts";

/** A change with the cursor of its event. */
export type LoggedChange = Change & { cursor: string };

/** What was read of a log after one cursor, up to another. */
export type Batch = { epoch: number; after: string; upTo: string; changes: LoggedChange[] };

/** Changes of one minute, template and queue, and their sum. */
type Group = { at: number; template: string; queue: string; changes: LoggedChange[]; sum: Cell };

/** A row, and what is to be added to it. */
export type Addition = { level: Level; span: number; series: Series; groups: Group[] };

/** Lists the rows that a batch adds to. */
export function additionsOf(batch: Batch): Addition[] {
  const additions = new Map<string, Addition>();
  for (const group of groupsOf(batch.changes))
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
 * that died before it could save its cursor, gets the rest.
 */
export function added(row: NumbersRow, { level, groups }: Addition, batch: Batch): NumbersRow {
  const has = row.epoch === batch.epoch ? row.upTo : "";
  if (has >= batch.upTo) return row;
  const cells = { ...row.cells };
  for (const group of groups) {
    const lacking = has <= batch.after ? group.sum : sumAfter(group.changes, has);
    const name = cellOf(level, group.at);
    cells[name] = plus(cells[name], lacking);
  }
  return { ...row, epoch: batch.epoch, upTo: batch.upTo, cells };
}

function groupsOf(changes: LoggedChange[]): Group[] {
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const { template, queue } = change;
    const at = floorTo(change.at, levels.minute.unitMs);
    const key = JSON.stringify([at, template, queue]);
    const group = groups.get(key) ?? { at, template, queue, changes: [], sum: emptyCell() };
    groups.set(key, group);
    group.changes.push(change);
    addTick(group.sum, change.tick);
  }
  return [...groups.values()];
}

/** Lists the series in which jobs of a template and queue are counted. */
export function seriesOf({ template, queue }: { template: string; queue: string }): Series[] {
  return [{ of: "all" }, { of: "queue", queue }, { of: "template", template, queue }];
}

function sumAfter(changes: LoggedChange[], cursor: string): Cell {
  const sum = emptyCell();
  for (const change of changes) if (change.cursor > cursor) addTick(sum, change.tick);
  return sum;
}

function plus(cell: Cell | undefined, other: Cell): Cell {
  const sum = cell === undefined ? emptyCell() : structuredClone(cell);
  addCell(sum, other);
  return sum;
}
