import { type Column, castCell } from "./cast-cell.ts";
import type { Row } from "./read-rows.ts";

export type Json = Record<string, string | number | boolean | null>;
export type Fault = { line: number; column: string; value: string; message: string };

/** Returns the columns in the order of the header. Those without a type hold text. */
export function columnsOf(header: string[], typed: Column[]): Column[] {
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`The first line names the column “${twice}” twice`);
  const unknown = typed.find(({ name }) => !header.includes(name));
  if (unknown)
    throw new Error(
      `There is no column “${unknown.name}”; the first line names ${header.join(", ")}`,
    );
  return header.map(
    (name) => typed.find((column) => column.name === name) ?? { name, type: "string" },
  );
}

/** Converts a row to an object, with null for cells that do not fit, and lists these as faults. */
export function convertRow(
  { cells, line }: Row,
  columns: Column[],
): { json: Json; faults: Fault[] } {
  const faults: Fault[] = [];
  const entries = columns.map((column, index) => {
    const value = cells[index] ?? "";
    const cast = castCell(value, column);
    if ("value" in cast) return [column.name, cast.value] as const;
    faults.push({ line, column: column.name, value, message: cast.fault });
    return [column.name, null] as const;
  });
  const extra = cells.slice(columns.length);
  if (extra.length > 0)
    faults.push({
      line,
      column: "",
      value: extra.join(", "),
      message: "is more than the columns hold",
    });
  return { json: Object.fromEntries(entries), faults };
}
