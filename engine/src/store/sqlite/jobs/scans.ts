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

/** A filter that an index can answer: jobs whose `column` is one of `values`. */
export type Indexed = { driver: Driver; column: string; createdAt: string; values: string[] };

/** The parts of a filter that have an index. */
export function indexedParts(filter: JobFilter): Indexed[] {
  const of = (driver: Driver, column: string, values: string[] | undefined): Indexed[] => {
    const table = driver.table.slice(-1);
    const createdAt = `${table}.createdAt`;
    return values === undefined
      ? []
      : [{ driver, column: `${table}.${column}`, createdAt, values: [...new Set(values)] }];
  };
  return [
    ...of(alongStandings, "state", filter.state),
    ...of(alongJobs, "template", filter.template),
    ...of(alongJobs, "queue", filter.queue),
    ...of(alongJobs, "createdBy", asList(filter.createdBy)),
    ...of(alongJobs, "scheduleId", asList(filter.schedule)),
    ...of(alongJobs, "rerunOf", asList(filter.rerunOf)),
    ...of(alongStandings, "errorGroup", filter.errorGroup),
    ...(filter.tag ?? []).flatMap((tag) => of(alongTags, "tag", [tag])),
  ];
}

/** Runs over the jobs of one indexed part of the filter; sorted where the order is another. */
export function scansOf({ driver, column, createdAt, values }: Indexed, sort: JobSort): Scan[] {
  const ordered = fieldOf(sort) === "createdAt";
  return values.map((value) => ({
    driver,
    where: [{ sql: `${column} = ?`, values: [value] }],
    key: ordered ? createdAt : keyOf(sort),
    shift: 0,
    ordered,
  }));
}

/** Runs over all jobs along the index of the order itself. */
export function scansInOrder(sort: JobSort, filter: JobFilter): Scan[] {
  const whole = { where: [], shift: 0, ordered: true };
  switch (fieldOf(sort)) {
    case "createdAt":
      return [{ ...whole, driver: alongJobs, key: "j.createdAt" }];
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
  };
}

const finished: Scan = {
  driver: alongStandings,
  where: [{ sql: "s.finishedAt is not null", values: [] }],
  key: "s.finishedAt",
  shift: 0,
  ordered: true,
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

function asList(value: string | undefined): string[] | undefined {
  return value === undefined ? undefined : [value];
}
