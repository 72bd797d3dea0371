import type { SQLInputValue } from "node:sqlite";
import type { JobFilter } from "../../job-store.ts";

/** A condition of a select; its values take the place of its question marks. */
export type Clause = { sql: string; values: SQLInputValue[] };

/**
 * The conditions a filter makes. Only column names written here get into SQL; everything a caller
 * says is bound.
 */
export function clausesOf(filter: JobFilter): Clause[] {
  return [
    { sql: "deletedPosition is null", values: [] },
    ...among("state", filter.state),
    ...among("template", filter.template),
    ...among("queue", filter.queue),
    ...when(filter.tag, (tags) => ({
      sql: `exists (select 1 from json_each(tags) where value in (${marks(tags)}))`,
      values: tags,
    })),
    ...when(filter.createdBy, (owner) => ({ sql: "createdBy = ?", values: [owner] })),
    ...when(filter.schedule, (schedule) => ({ sql: "scheduleId = ?", values: [schedule] })),
    ...when(filter.from, (from) => ({ sql: "createdAt >= ?", values: [from] })),
    ...when(filter.to, (to) => ({ sql: "createdAt < ?", values: [to] })),
    ...when(filter.q, (part) => ({
      sql: "holds(?, id, template, tags, payload)",
      values: [part.toLowerCase()],
    })),
    ...Object.entries(filter.payload ?? {}).map(([path, value]) => payloadClause(path, value)),
  ];
}

function when<T>(value: T | undefined, clause: (value: T) => Clause): Clause[] {
  return value === undefined ? [] : [clause(value)];
}

function among(column: string, allowed: string[] | undefined): Clause[] {
  return when(allowed, (values) => ({ sql: `${column} in (${marks(values)})`, values }));
}

function marks(values: string[]): string {
  return values.map(() => "?").join(", ");
}

/** A string is compared as it is, any other value by its JSON. */
function payloadClause(path: string, value: string): Clause {
  const keys = jsonPath(path);
  return {
    sql: "case json_type(payload, ?) when 'text' then payload ->> ? else payload -> ? end = ?",
    values: [keys, keys, keys, value],
  };
}

/**
 * SQLite's path of dotted keys: each one quoted as a JSON string, so that it is a key and nothing
 * else.
 */
function jsonPath(path: string): string {
  return ["$", ...path.split(".").map((key) => JSON.stringify(key))].join(".");
}
