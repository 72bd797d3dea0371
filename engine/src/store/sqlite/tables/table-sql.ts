import { type IndexValue, nameOfFields, type TableShape } from "../../table.ts";
import type { IndexRange } from "../../tables/index-range.ts";

/** Returns the statements that create a table and its indexes where they are missing. */
export function definitionsOf(shape: TableShape): string[] {
  const { name, unique = [], indexes = [], expires } = shape;
  const index = (kind: string, fields: readonly string[], columns: string[]) =>
    `create ${kind} if not exists ${name}_by_${nameOfFields(fields)} on ${name} (${columns.join()})`;
  const column = (field: string) => columnOf(shape, field);
  return [
    `create table if not exists ${name} (
      key text primary key, version integer not null, document text not null) strict`,
    ...unique.map((fields) => index("unique index", fields, fields.map(column))),
    ...indexes.map((fields) => index("index", fields, [...fields.map(column), "key"])),
    ...(expires === undefined ? [] : [index("index", [expires], [column(expires)])]),
  ];
}

/** Returns the condition that these fields equal values to be bound. */
export function equalTo(shape: TableShape, fields: readonly string[]): string[] {
  return fields.map((field) => `${columnOf(shape, field)} = ?`);
}

/** Returns the expression that indexes and questions share. A field's name is a plain word. */
export function columnOf({ key }: TableShape, field: string): string {
  return field === key ? "key" : `json_extract(document, '$.${field}')`;
}

/** Returns the question for a part of an index, and the values to bind. */
export function pageQuery(
  shape: TableShape,
  { fields, values, order, descending, after, limit }: IndexRange,
): { sql: string; values: IndexValue[] } {
  const by = [...(order === null ? [] : [columnOf(shape, order)]), "key"];
  const [first = "key"] = by;
  const [beyond, direction] = descending ? ["<", "desc"] : [">", "asc"];
  const conditions = equalTo(shape, fields);
  const bounds: IndexValue[] = [...values];
  if (after === null) conditions.push(`${first} is not null`);
  else if (after.value === null) {
    conditions.push(`key ${beyond} ?`);
    bounds.push(after.key);
  } else {
    // An index on expressions serves these comparisons, but no comparison of row values.
    conditions.push(`${first} ${beyond}= ? and (${first} ${beyond} ? or key ${beyond} ?)`);
    bounds.push(after.value, after.value, after.key);
  }
  return {
    sql: `select version, document from ${shape.name} where ${conditions.join(" and ")}
      order by ${by.map((column) => `${column} ${direction}`).join(", ")} limit ?`,
    values: [...bounds, limit],
  };
}
