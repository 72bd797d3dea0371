import type { JobSummary } from "@formwork/contracts/job";

/** Which jobs of a list are selected. */
export type Selection = {
  /** Ids of selected rows; those that have left the list count no more. */
  ids: ReadonlySet<string>;
  /** Whether all jobs that match are meant, also those that are not loaded. */
  isAll: boolean;
  /** The row that was selected last, where a range begins. */
  anchor: string | null;
};

export const noSelection: Selection = { ids: new Set(), isAll: false, anchor: null };

type Row = Pick<JobSummary, "id">;

/** Returns the selected rows of a list. */
export function selectedRows<Rows extends Row>(
  { ids, isAll }: Selection,
  rows: readonly Rows[],
): Rows[] {
  return isAll ? [...rows] : rows.filter(({ id }) => ids.has(id));
}

/** Selects or deselects a row. Where all were selected, the other loaded rows stay selected. */
export function toggleRow(selection: Selection, rows: readonly Row[], id: string): Selection {
  const ids = idsOf(selection, rows);
  if (!ids.delete(id)) ids.add(id);
  return { ids, isAll: false, anchor: id };
}

/** Selects the rows from the anchor to a row, both included; without an anchor only this row. */
export function selectRange(selection: Selection, rows: readonly Row[], id: string): Selection {
  const places = [id, selection.anchor].map((one) => rows.findIndex((row) => row.id === one));
  if (places.includes(-1)) return toggleRow(selection, rows, id);
  const range = rows.slice(Math.min(...places), Math.max(...places) + 1);
  const ids = idsOf(selection, rows);
  for (const row of range) ids.add(row.id);
  return { ids, isAll: false, anchor: id };
}

/** Selects every loaded row, or none where all of them are selected. */
export function toggleLoaded(selection: Selection, rows: readonly Row[]): Selection {
  const isWhole = selectedRows(selection, rows).length === rows.length;
  return isWhole ? noSelection : { ...noSelection, ids: new Set(rows.map(({ id }) => id)) };
}

/** How many of the rows of a list are selected. */
export type Share = "none" | "some" | "all";

/** Returns how many rows are selected, for the box in the head of the list. */
export function shareOf(selected: number, rows: number): Share {
  if (selected === 0) return "none";
  return selected === rows ? "all" : "some";
}

function idsOf(selection: Selection, rows: readonly Row[]): Set<string> {
  return new Set(selectedRows(selection, rows).map(({ id }) => id));
}
