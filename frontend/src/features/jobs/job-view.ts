import { type JobSort, jobSorts } from "@formwork/contracts/job-query";
import type { QueryOf } from "@formwork/contracts/operations/operations";
import { type JobState, jobStates } from "@formwork/contracts/states";

/**
 * Which jobs the list shows, and in which order. Kept in the query of the page's address, so that a
 * link shows the same list.
 */
export type JobView = {
  state: JobState[];
  template: string[];
  tag: string[];
  q: string;
  from: string;
  to: string;
  mine: boolean;
  sort: JobSort;
};

const defaultSort: JobSort = "-createdAt";

const isState = (value: string): value is JobState =>
  (jobStates as readonly string[]).includes(value);
const isSort = (value: string | null): value is JobSort =>
  (jobSorts as readonly (string | null)[]).includes(value);

/** Reads a view from the query of an address; unknown parameters and values are ignored. */
export function parseView(search: URLSearchParams): JobView {
  const sort = search.get("sort");
  return {
    state: search.getAll("state").filter(isState),
    template: search.getAll("template"),
    tag: search.getAll("tag"),
    q: search.get("q") ?? "",
    from: isoTimeOrEmpty(search.get("from")),
    to: isoTimeOrEmpty(search.get("to")),
    mine: search.get("createdBy") === "me",
    sort: isSort(sort) ? sort : defaultSort,
  };
}

function isoTimeOrEmpty(text: string | null): string {
  const time = new Date(text ?? "");
  return Number.isNaN(time.getTime()) ? "" : time.toISOString();
}

/** Returns the query parameters of `jobs.list` for a view; defaults are left out. */
export function queryOf(view: JobView): QueryOf<"jobs.list"> {
  return {
    ...(view.state.length > 0 && { state: view.state }),
    ...(view.template.length > 0 && { template: view.template }),
    ...(view.tag.length > 0 && { tag: view.tag }),
    ...(view.q !== "" && { q: view.q }),
    ...(view.from !== "" && { from: view.from }),
    ...(view.to !== "" && { to: view.to }),
    ...(view.mine && { createdBy: "me" }),
    ...(view.sort !== defaultSort && { sort: view.sort }),
  };
}

/** Returns a view as the query of an address; empty for the default view. */
export function searchOf(view: JobView): URLSearchParams {
  const pairs = Object.entries(queryOf(view)).flatMap(([key, value]) =>
    [value].flat().map((item) => [key, String(item)]),
  );
  return new URLSearchParams(pairs);
}

/** True when a view filters: it may show fewer jobs than all. */
export function isFiltered(view: JobView): boolean {
  return Object.keys(queryOf(view)).some((key) => key !== "sort");
}

/** Returns the view without filters, in the same order. */
export function withoutFilters(view: JobView): JobView {
  return { ...parseView(new URLSearchParams()), sort: view.sort };
}
