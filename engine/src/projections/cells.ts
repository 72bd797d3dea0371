import { addHistogram, type Histogram } from "../runtime/duration-bins.ts";

/** What is counted of jobs, in the order in which a cell lists it. */
const counted = ["created", "started", "succeeded", "failed", "cancelled", "retried"] as const;
export type Counted = (typeof counted)[number];

/**
 * What happened within one unit of time. `n` has a number for each of `counted`. `wait` and `run`
 * are of jobs that succeeded or failed: from due to the start of the last attempt, and from there
 * to the end.
 */
export type Cell = { n: number[]; wait: Histogram; run: Histogram };

/** Makes a cell in which nothing happened. */
export function emptyCell(): Cell {
  return { n: counted.map(() => 0), wait: {}, run: {} };
}

/** Returns one of the numbers of a cell. */
export function countIn(cell: Cell, what: Counted): number {
  return cell.n[counted.indexOf(what)] ?? 0;
}

/** Something to count: what, and the bins of its durations where it has them. */
export type Tick = { what: Counted; wait: number | null; run: number | null; count: number };

/** Counts something in a cell, in place. */
export function addTick(cell: Cell, { what, wait, run, count }: Tick): void {
  const place = counted.indexOf(what);
  cell.n[place] = (cell.n[place] ?? 0) + count;
  if (wait !== null) cell.wait[wait] = (cell.wait[wait] ?? 0) + count;
  if (run !== null) cell.run[run] = (cell.run[run] ?? 0) + count;
}

/** Adds the numbers of `other` to a cell, in place. */
export function addCell(cell: Cell, other: Cell): void {
  for (const [place, count] of other.n.entries()) cell.n[place] = (cell.n[place] ?? 0) + count;
  addHistogram(cell.wait, other.wait);
  addHistogram(cell.run, other.run);
}

/** Returns a cell with the same numbers. */
export function copyCell({ n, wait, run }: Cell): Cell {
  return { n: [...n], wait: { ...wait }, run: { ...run } };
}

/** Returns the sum of cells as a new one. */
export function sumOf(cells: Iterable<Cell>): Cell {
  const sum = emptyCell();
  for (const cell of cells) addCell(sum, cell);
  return sum;
}
