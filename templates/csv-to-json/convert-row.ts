import { type Column, castCell } from "./cast-cell.ts";
import type { Row } from "./read-rows.ts";

export type Json = Record<string, string | number | boolean | null>;
export type Fault = { line: number; column: string; value: string; message: string };

/** The columns in the order of the header; those without a wish stay text. */
export function columnsOf(header: string[], wishes: Column[]): Column[] {
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`The first line names the column “${twice}” twice`);
  const unknown = wishes.find(({ name }) => !header.includes(name));
  if (unknown)
    throw new Error(
      `There is no column “${unknown.name}”; the first line names ${header.join(", ")}`,
    );
  return header.map(
    (name) => wishes.find((wish) => wish.name === name) ?? { name, type: "string" },
  );
}

/** One row as an object, null where a cell does not fit, and the faults found. */
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
