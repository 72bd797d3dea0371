import { type JobSort, jobSorts } from "@formwork/contracts/job-query";
import type { QueryOf } from "@formwork/contracts/operations/operations";
import { type JobState, jobStates } from "@formwork/contracts/states";

/**
 * Which jobs the list shows, and in which order. It lives in the address, so that a view can be
 * sent to somebody.
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

const isState = (word: string): word is JobState => (jobStates as readonly string[]).includes(word);
const isSort = (word: string | null): word is JobSort =>
  (jobSorts as readonly (string | null)[]).includes(word);

/** Reads a view from the address; words it does not know are passed over. */
export function parseView(search: URLSearchParams): JobView {
  const sort = search.get("sort");
  return {
    state: search.getAll("state").filter(isState),
    template: search.getAll("template"),
    tag: search.getAll("tag"),
    q: search.get("q") ?? "",
    from: timeOr(search.get("from")),
    to: timeOr(search.get("to")),
    mine: search.get("createdBy") === "me",
    sort: isSort(sort) ? sort : defaultSort,
  };
}

function timeOr(word: string | null): string {
  const time = new Date(word ?? "");
  return Number.isNaN(time.getTime()) ? "" : time.toISOString();
}

/** What to ask the server for. */
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

/** The view as the part of an address behind `?`; empty for the plain list. */
export function searchOf(view: JobView): URLSearchParams {
  const pairs = Object.entries(queryOf(view)).flatMap(([key, value]) =>
    [value].flat().map((word) => [key, String(word)]),
  );
  return new URLSearchParams(pairs);
}

/** True when the view leaves out any job. */
export function isFiltered(view: JobView): boolean {
  return Object.keys(queryOf(view)).some((key) => key !== "sort");
}

/** The view without any filter, in the same order. */
export function withoutFilters(view: JobView): JobView {
  return { ...parseView(new URLSearchParams()), sort: view.sort };
}
