import type { JobSort } from "@formwork/contracts/job-query";
import type { JobFilter } from "../../job-store.ts";
import type { Clause } from "./filter.ts";

/**
 * One run along an index: the rows where `where` holds come in order of `key`, then of their
 * number. `shift` is added to the key, so that the keys of several runs can be compared.
 */
export type Scan = {
  driver: Driver;
  where: Clause[];
  key: string;
  shift: number;
  /** The index gives the order; without it the rows are few enough to be sorted. */
  ordered: boolean;
  /** Parts of a filter that all rows of the run match. */
  decides: readonly (keyof JobFilter)[];
};

/** The table that a run goes along, and its column with the number of the job. */
type Driver = { table: string; no: string; joins: string };

const alongJobs: Driver = {
  table: "jobs j",
  no: "j.no",
  joins: "jobs j cross join standings s on s.job = j.no",
};
const alongStandings: Driver = {
  table: "standings s",
  no: "s.job",
  joins: "standings s cross join jobs j on j.no = s.job",
};
const alongTags: Driver = {
  table: "job_tags t",
  no: "t.job",
  joins: "job_tags t cross join jobs j on j.no = t.job cross join standings s on s.job = t.job",
};

type IndexedPart =
  | "state"
  | "template"
  | "queue"
  | "createdBy"
  | "schedule"
  | "rerunOf"
  | "errorGroup"
  | "tag";

/** A filter that an index can answer: jobs whose `column` is one of `values`. */
export type Indexed = {
  part: IndexedPart;
  driver: Driver;
  column: string;
  createdAt: string;
  values: string[];
};

/** What bounds a run in the order of creation. */
const createdRange = ["from", "to"] as const;

/** The parts of a filter that have an index. */
export function indexedParts(filter: JobFilter): Indexed[] {
  const of = (
    part: IndexedPart,
    driver: Driver,
    column: string,
    values = asList(filter[part]),
  ): Indexed[] => {
    const table = driver.table.slice(-1);
    const named = { column: `${table}.${column}`, createdAt: `${table}.createdAt` };
    return values === undefined ? [] : [{ part, driver, ...named, values: [...new Set(values)] }];
  };
  return [
    ...of("state", alongStandings, "state"),
    ...of("template", alongJobs, "template"),
    ...of("queue", alongJobs, "queue"),
    ...of("createdBy", alongJobs, "createdBy"),
    ...of("schedule", alongJobs, "scheduleId"),
    ...of("rerunOf", alongJobs, "rerunOf"),
    ...of("errorGroup", alongStandings, "errorGroup"),
    ...(filter.tag ?? []).flatMap((tag) => of("tag", alongTags, "tag", [tag])),
  ];
}

/** Runs over the jobs of one indexed part of the filter; sorted where the order is another. */
export function scansOf(indexed: Indexed, sort: JobSort): Scan[] {
  const { part, driver, column, createdAt, values } = indexed;
  const ordered = fieldOf(sort) === "createdAt";
  return values.map((value) => ({
    driver,
    where: [{ sql: `${column} = ?`, values: [value] }],
    key: ordered ? createdAt : keyOf(sort),
    shift: 0,
    ordered,
    // A run along one tag does not tell of another.
    decides: [...(part === "tag" ? [] : [part]), ...createdRange],
  }));
}

/** Runs over all jobs along the index of the order itself. */
export function scansInOrder(sort: JobSort, filter: JobFilter): Scan[] {
  const whole = { where: [], shift: 0, ordered: true, decides: [] };
  switch (fieldOf(sort)) {
    case "createdAt":
      return [{ ...whole, driver: alongJobs, key: "j.createdAt", decides: createdRange }];
    case "runAt":
      return [{ ...whole, driver: alongStandings, key: "s.runAt" }];
    case "priority":
      return [{ ...whole, driver: alongStandings, key: "s.priority" }];
    case "finishedAt":
      return hasFinishedRange(filter) ? [finished] : [...unfinished.map(scanOfState), finished];
  }
}

/** Whether a filter leaves only jobs that ended within a range. */
export function hasFinishedRange({ finishedFrom, finishedTo }: JobFilter): boolean {
  return finishedFrom !== undefined || finishedTo !== undefined;
}

const unfinished = ["scheduled", "queued", "running", "retrying"];

/**
 * Jobs without an end come before all that have one. Their keys are shifted below every time, and
 * order them by creation.
 */
const beforeAllTimes = -(10 ** 15);

function scanOfState(state: string): Scan {
  return {
    driver: alongStandings,
    where: [{ sql: "s.state = ?", values: [state] }],
    key: "s.createdAt",
    shift: beforeAllTimes,
    ordered: true,
    decides: [],
  };
}

const finished: Scan = {
  driver: alongStandings,
  where: [{ sql: "s.finishedAt is not null", values: [] }],
  key: "s.finishedAt",
  shift: 0,
  ordered: true,
  decides: ["finishedFrom", "finishedTo"],
};

/** The key of an order where rows are sorted. */
function keyOf(sort: JobSort): string {
  const field = fieldOf(sort);
  return field === "finishedAt"
    ? `ifnull(s.finishedAt, s.createdAt + ${beforeAllTimes})`
    : `s.${field}`;
}

type Field = "createdAt" | "runAt" | "priority" | "finishedAt";

function fieldOf(sort: JobSort): Field {
  return sort.replace("-", "") as Field; // What is left of a sort without its minus is a field.
}

function asList(value: string | string[] | undefined): string[] | undefined {
  return value === undefined ? undefined : [value].flat();
}
