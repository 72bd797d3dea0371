import {
  dismissedChoices,
  type JobSort,
  jobFilters,
  jobSorts,
  payloadFilters,
  type TimeField,
  timeFields,
} from "@formwork/contracts/job-query";
import type { QueryOf } from "@formwork/contracts/operations/operations";
import { type JobState, jobStates } from "@formwork/contracts/states";

/** A parameter of an address: its name and value. */
export type Param = readonly [name: string, value: string];

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
  /** The time of a job that `from` and `to` bound. */
  timeField: TimeField;
  mine: boolean;
  sort: JobSort;
  /**
   * Filters that come by links only: queue, schedule, job run again, creator, error, whether
   * dismissed, values of payloads.
   */
  more: Param[];
  /** Parameters of the address that mean nothing. A view with any of them shows no job. */
  faults: Param[];
};

const defaultSort: JobSort = "-createdAt";

const isState = (value: string): value is JobState =>
  (jobStates as readonly string[]).includes(value);
const isSort = (value: string): value is JobSort => (jobSorts as readonly string[]).includes(value);
const isTimeField = (value: string): value is TimeField =>
  (timeFields as readonly string[]).includes(value);

const emptyView: JobView = {
  ...{ state: [], template: [], tag: [], q: "", from: "", to: "", mine: false },
  ...{ timeField: "createdAt", sort: defaultSort, more: [], faults: [] },
};

/** Reads a view from the query of an address. */
export function parseView(search: URLSearchParams): JobView {
  return [...search].reduce(readParam, emptyView);
}

/** Adds a parameter to a view; one that means nothing becomes a fault of it. */
function readParam(view: JobView, param: Param): JobView {
  const [name, value] = param;
  if (name === "state" && isState(value)) return { ...view, state: [...view.state, value] };
  if (name === "template" || name === "tag") return { ...view, [name]: [...view[name], value] };
  if (name === "q" && view.q === "") return { ...view, q: value };
  if (name === "sort" && isSort(value)) return { ...view, sort: value };
  if ((name === "from" || name === "to") && isTime(value))
    return { ...view, [name]: value === "" ? "" : new Date(value).toISOString() };
  if (name === "timeField" && isTimeField(value)) return { ...view, timeField: value };
  if (name === "createdBy" && value === "me") return { ...view, mine: true };
  const isKnown = name === "queue" || (isOtherFilter(param) && !view.more.some(isNamed(name)));
  return isKnown
    ? { ...view, more: [...view.more, param] }
    : { ...view, faults: [...view.faults, param] };
}

function isTime(text: string): boolean {
  return text === "" || !Number.isNaN(new Date(text).getTime());
}

function isOtherFilter([name, value]: Param): boolean {
  if (name === "dismissed") return (dismissedChoices as readonly string[]).includes(value);
  return ["schedule", "rerunOf", "createdBy", "error"].includes(name) || payloadFilter.test(name);
}

const payloadFilter = new RegExp(Object.keys(payloadFilters).join("|"));

/** True for the name of a filter of the API. */
export function isFilterName(name: string): boolean {
  return Object.hasOwn(jobFilters, name) || payloadFilter.test(name);
}

function isNamed(wanted: string): (param: Param) => boolean {
  return ([name]) => name === wanted;
}

/** Returns the query parameters of `jobs.list` for a view; defaults are left out. */
export function queryOf(view: JobView): QueryOf<"jobs.list"> {
  return {
    ...filterOf(view),
    ...(view.sort !== defaultSort && { sort: view.sort }),
  };
}

/** Returns the query parameters of `jobs.stats` for a view: its filters. */
export function filterOf(view: JobView): QueryOf<"jobs.stats"> {
  const queues = view.more.filter(isNamed("queue")).map(([, value]) => value);
  const others = view.more.filter(([name]) => name !== "queue");
  return {
    ...(view.state.length > 0 && { state: view.state }),
    ...(view.template.length > 0 && { template: view.template }),
    ...(view.tag.length > 0 && { tag: view.tag }),
    ...(view.q !== "" && { q: view.q }),
    ...(view.from !== "" && { from: view.from }),
    ...(view.to !== "" && { to: view.to }),
    ...(view.timeField !== "createdAt" && { timeField: view.timeField }),
    ...(view.mine && { createdBy: "me" }),
    ...(queues.length > 0 && { queue: queues }),
    ...Object.fromEntries(others),
  };
}

/** Returns a view as the query of an address; empty for the default view. */
export function searchOf(view: JobView): URLSearchParams {
  const pairs = Object.entries(queryOf(view)).flatMap(([key, value]) =>
    [value].flat().map((item) => [key, String(item)]),
  );
  return new URLSearchParams([...pairs, ...view.faults.map((param) => [...param])]);
}

/** True when a view filters: it may show fewer jobs than all. */
export function isFiltered(view: JobView): boolean {
  const { timeField: _, ...filters } = filterOf(view);
  return Object.keys(filters).length > 0 || view.faults.length > 0;
}

/** Returns the view without filters, in the same order. */
export function withoutFilters(view: JobView): JobView {
  return { ...emptyView, sort: view.sort };
}
