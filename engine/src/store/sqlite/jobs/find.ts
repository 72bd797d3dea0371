import type { SQLInputValue } from "node:sqlite";
import type { Job } from "@formwork/contracts/job";
import type { JobSort } from "@formwork/contracts/job-query";
import { cursorOf, type Place, pageOf, placeOf } from "../../cursor.ts";
import type { JobFilter } from "../../job-store.ts";
import type { Page } from "../../page.ts";
import type { Store } from "../../store.ts";
import { jobOf, type WholeRow } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";
import { type Clause, clausesOf } from "./filter.ts";

type Query = Parameters<Store["findJobs"]>[0];
type FoundRow = WholeRow & { key: number };

/**
 * What each order goes by. Each has its index; jobs without an end come before all that have one.
 */
const keys = {
  createdAt: "createdAt",
  runAt: "runAt",
  priority: "priority",
  finishedAt: "ifnull(finishedAt, 0)",
} as const;

/** Pages through the jobs that match a filter. */
export function createFind({ database }: { database: Database }): Pick<Store, "findJobs"> {
  function find(query: Query): Page<Job> {
    const { sql, values } = selectOf(query);
    const rows = database.query<FoundRow>(sql, values);
    return pageOf(rows, query.limit, jobOf, ({ key, id }) => cursorOf(query.sort, [key, id]));
  }
  return { findJobs: (query) => database.read(() => find(query)) };
}

/** The select of one page: what comes after the cursor, in order, and one more. */
export function selectOf({ filter, sort, limit, cursor }: Query): {
  sql: string;
  values: SQLInputValue[];
} {
  const { key, direction, beyond } = orderOf(sort);
  const place = cursor === undefined ? [] : [beyondPlace(key, beyond, placeOf(sort, cursor))];
  const parts = byState(filter).map((part) => [...clausesOf(part), ...place]);
  const selects = parts.map(
    (
      clauses,
    ) => `select jobs.*, payload, result, ${key} as key from jobs cross join payloads on job = no
      where ${clauses.map((clause) => clause.sql).join(" and ")}`,
  );
  return {
    sql: `${selects.join(" union all ")} order by key ${direction}, id ${direction} limit ?`,
    values: [...parts.flat().flatMap((clause) => clause.values), limit + 1],
  };
}

/**
 * A filter for each of several states: their jobs lie in order in the index state by state, and
 * SQLite merges what is in order.
 */
function byState(filter: JobFilter): JobFilter[] {
  const states = [...new Set(filter.state)];
  return states.length < 2 ? [filter] : states.map((state) => ({ ...filter, state: [state] }));
}

function orderOf(sort: JobSort) {
  const falling = sort.startsWith("-");
  // What is left of a sort without its minus is one of the keys.
  const key = keys[sort.replace("-", "") as keyof typeof keys];
  return falling ? { key, direction: "desc", beyond: "<" } : { key, direction: "asc", beyond: ">" };
}

/**
 * The first condition says nothing new, but lets an index on an expression start at the place
 * instead of at the list's beginning.
 */
function beyondPlace(key: string, beyond: string, [value, id]: Place): Clause {
  return {
    sql: `${key} ${beyond}= ? and (${key}, id) ${beyond} (?, ?)`,
    values: [value, value, id],
  };
}
