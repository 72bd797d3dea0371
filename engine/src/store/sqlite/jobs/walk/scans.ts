import type { JobSort } from "@formwork/contracts/job-query";
import type { JobFilter } from "../../../verbs/job-store.ts";
import type { Clause } from "../filter.ts";

/**
 * One run along an index: the rows of each branch lie side by side in it, in order of `key`, then of
 * their number; SQLite merges several branches. `shift` is added to the key, so that the keys of
 * several runs can be compared.
 */
export type Scan = {
  driver: Driver;
  branches: Clause[];
  key: string;
  shift: number;
  /** The index gives the order; without it the rows are few enough to be sorted. */
  ordered: boolean;
  /** Parts of a filter that all rows of the run match. */
  decides: readonly (keyof JobFilter)[];
};

/** The table that a run goes along, and its column with the number of the job. */
type Driver = { table: string; no: string; joins: string };

export const alongJobs: Driver = {
  table: "jobs j",
  no: "j.no",
  joins: "jobs j cross join standings s on s.job = j.no",
};
export const alongStandings: Driver = {
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

/** Branches that one statement merges: with more, preparing it takes long. */
const maxMerged = 20;

/** What bounds a run in the order of creation. */
export const createdRange = ["from", "to"] as const;

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
  const branches = values.map((value) => ({ sql: `${column} = ?`, values: [value] }));
  const run = {
    driver,
    key: ordered ? createdAt : keyOf(sort),
    shift: 0,
    ordered,
    // A run along one tag does not tell of another.
    decides: [...(part === "tag" ? [] : [part]), ...createdRange],
  };
  return ordered
    ? scansOfBranches(run, branches)
    : branches.map((branch) => ({ ...run, branches: [branch] }));
}

/** Divides branches over runs. */
export function scansOfBranches(run: Omit<Scan, "branches">, branches: Clause[]): Scan[] {
  return Array.from({ length: Math.ceil(branches.length / maxMerged) }, (_, index) => ({
    ...run,
    branches: branches.slice(index * maxMerged, (index + 1) * maxMerged),
  }));
}

/** Whether a filter leaves only jobs that ended within a range. */
export function hasFinishedRange({ finishedFrom, finishedTo }: JobFilter): boolean {
  return finishedFrom !== undefined || finishedTo !== undefined;
}

/**
 * Jobs without an end come before all that have one. Their keys are shifted below every time, and
 * order them by creation.
 */
export const beforeAllTimes = -(10 ** 15);

/** The key of an order where rows are sorted. */
function keyOf(sort: JobSort): string {
  const field = fieldOf(sort);
  return field === "finishedAt"
    ? `ifnull(s.finishedAt, s.createdAt + ${beforeAllTimes})`
    : `s.${field}`;
}

/** Returns the field that an order goes by. */
export function fieldOf(sort: JobSort): "createdAt" | "runAt" | "priority" | "finishedAt" {
  return sort.replace("-", "") as ReturnType<typeof fieldOf>; // What is left without its minus.
}

function asList(value: string | string[] | undefined): string[] | undefined {
  return value === undefined ? undefined : [value].flat();
}
