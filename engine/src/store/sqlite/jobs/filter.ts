import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import { createJobSearch } from "../../search/job-search.ts";
import { createPayloadHolds } from "../../search/payload-holds.ts";
import type { JobFilter } from "../../verbs/job-store.ts";

/** A condition of a select; its values take the place of its question marks. */
export type Clause = { sql: string; values: SQLInputValue[] };

/**
 * The conditions a filter makes of `jobs` (`j`) and `standings` (`s`). Only column names written
 * here get into SQL; everything a caller says is bound. A plus before a column keeps SQLite from
 * another index than that of the run.
 */
export function clausesOf(filter: JobFilter): Clause[] {
  return [
    { sql: "s.deletedPosition is null", values: [] },
    ...among("s.state", filter.state),
    ...among("j.template", filter.template),
    ...when(filter.notTemplate, (names) => ({
      sql: `+j.template not in (${marks(names)})`,
      values: names,
    })),
    ...among("j.queue", filter.queue),
    ...(filter.tag ?? []).map((tag) => ({
      sql: "exists (select 1 from job_tags where tag = ? and createdAt = j.createdAt and job = j.no)",
      values: [tag],
    })),
    ...when(filter.createdBy, (owner) => ({ sql: "+j.createdBy = ?", values: [owner] })),
    ...when(filter.schedule, (schedule) => ({ sql: "+j.scheduleId = ?", values: [schedule] })),
    ...when(filter.rerunOf, (id) => ({ sql: "+j.rerunOf = ?", values: [id] })),
    ...among("s.errorGroup", filter.errorGroup),
    ...when(filter.dismissed, (dismissed) => ({
      sql: `s.dismissedAt is ${dismissed ? "not null" : "null"}`,
      values: [],
    })),
    ...when(filter.from, (from) => ({ sql: "+j.createdAt >= ?", values: [from] })),
    ...when(filter.to, (to) => ({ sql: "+j.createdAt < ?", values: [to] })),
    ...when(filter.finishedFrom, (from) => ({ sql: "+s.finishedAt >= ?", values: [from] })),
    ...when(filter.finishedTo, (to) => ({ sql: "+s.finishedAt < ?", values: [to] })),
    ...when(filter.words, (words) => ({
      sql: "hasWords(?, j.id, j.template, j.summary, j.tags, j.payload, s.error)",
      values: [JSON.stringify(words)],
    })),
    ...when(filter.payload, (values) => ({
      sql: "payloadHolds(?, j.payload)",
      values: [JSON.stringify(values)],
    })),
  ];
}

function when<T>(value: T | undefined, clause: (value: T) => Clause): Clause[] {
  return value === undefined ? [] : [clause(value)];
}

function among(column: string, allowed: string[] | undefined): Clause[] {
  return when(allowed, (values) => ({ sql: `+${column} in (${marks(values)})`, values }));
}

function marks(values: string[]): string {
  return values.map(() => "?").join(", ");
}

/**
 * Makes SQL's `hasWords(words, id, template, summary, tags, payload, error)`: whether a job has every
 * one of the words, given as JSON.
 */
export function createHasWords(): (...values: SQLOutputValue[]) => number {
  let last = "";
  let search = createJobSearch([]);
  return (words, id, template, summary, ...json) => {
    if (words !== last) {
      last = String(words);
      search = createJobSearch(JSON.parse(last));
    }
    const found = search({
      id: String(id),
      template: String(template),
      texts: [String(summary)],
      json: json.map((text) => (text === null ? null : String(text))),
    });
    return found ? 1 : 0;
  };
}

/** Makes SQL's `payloadHolds(values, payload)`: whether a payload has all values, given as JSON. */
export function createPayloadFunction(): (...values: SQLOutputValue[]) => number {
  let last = "";
  let holds = createPayloadHolds({});
  return (values, payload) => {
    if (values !== last) {
      last = String(values);
      holds = createPayloadHolds(JSON.parse(last));
    }
    return holds(String(payload)) ? 1 : 0;
  };
}
