import type { JobEvent } from "@formwork/contracts/events/events";
import type { JobSummary } from "@formwork/contracts/job";
import type { JobView } from "../job-view.ts";
import { jobComparator } from "./job-comparator.ts";
import { matchesView } from "./matches-view.ts";

/** A page of the list as it was fetched; `next` is the cursor of the next one, null at the end. */
export type JobPage = { items: JobSummary[]; next: string | null };

/** Which jobs a list shows, and the id of its user. */
export type ListContext = { view: JobView; me: string };

/**
 * Applies events to a list: jobs change in place, are removed when they no longer match, and new
 * ones are inserted where the sort puts them. Events may arrive twice and in any order: only one
 * with a higher `seq` than the job in the list counts. Returns the same pages when nothing changes.
 */
export function applyEvents(
  pages: JobPage[],
  events: readonly JobEvent[],
  context: ListContext,
): JobPage[] {
  const updates = withoutKnown(pages, latestByJob(events));
  if (updates.size === 0) return pages;
  const moved: JobSummary[] = [];
  const kept = pages.map((page) => updatePage(page, updates, context, moved));
  const added = [...updates.values()]
    .filter((event) => !isListed(pages, event.subject) && belongs(event, context))
    .map((event) => event.data);
  const after = [...moved, ...added].reduce((list, job) => insert(list, job, context), kept);
  return after.every((page, index) => page === pages[index]) ? pages : after;
}

/** True when only the server can decide whether a job of these events belongs to the list. */
export function needsRefetch(
  pages: JobPage[],
  events: readonly JobEvent[],
  { view, me }: ListContext,
): boolean {
  return (
    (view.q !== "" || view.more.length > 0) &&
    events.some(
      (event) => matchesView(event.data, view, me) === "unknown" && !isListed(pages, event.subject),
    )
  );
}

function latestByJob(events: readonly JobEvent[]): Map<string, JobEvent> {
  const latest = new Map<string, JobEvent>();
  for (const event of events)
    if (event.data.seq > (latest.get(event.subject)?.data.seq ?? 0))
      latest.set(event.subject, event);
  return latest;
}

/** Drops the events that are not newer than the job in the list. */
function withoutKnown(pages: JobPage[], latest: Map<string, JobEvent>): Map<string, JobEvent> {
  for (const page of pages) {
    for (const { id, seq } of page.items)
      if ((latest.get(id)?.data.seq ?? Number.POSITIVE_INFINITY) <= seq) latest.delete(id);
  }
  return latest;
}

function isListed(pages: JobPage[], id: string): boolean {
  return pages.some((page) => page.items.some((job) => job.id === id));
}

function belongs(event: JobEvent, { view, me }: ListContext): boolean {
  return event.type !== "job.deleted" && matchesView(event.data, view, me) === "yes";
}

/**
 * True when a listed job remains in the list. An unknown match is one: the server matched the
 * search to its payload, which does not change.
 */
function remains(event: JobEvent, { view, me }: ListContext): boolean {
  return event.type !== "job.deleted" && matchesView(event.data, view, me) !== "no";
}

/**
 * Applies updates to one page. A job whose place in the order changed is taken out and pushed to
 * `moved`.
 */
function updatePage(
  page: JobPage,
  updates: Map<string, JobEvent>,
  context: ListContext,
  moved: JobSummary[],
): JobPage {
  if (!page.items.some((job) => updates.has(job.id))) return page;
  const compare = jobComparator(context.view.sort);
  const items = page.items.flatMap((job) => {
    const event = updates.get(job.id);
    if (event === undefined) return [job];
    if (!remains(event, context)) return [];
    if (compare(job, event.data) === 0) return [event.data];
    moved.push(event.data);
    return [];
  });
  return { ...page, items };
}

/**
 * Inserts a job into the first page that has a job after it; else appends it, unless pages between
 * are not fetched yet.
 */
function insert(pages: JobPage[], job: JobSummary, { view }: ListContext): JobPage[] {
  const compare = jobComparator(view.sort);
  const at = pages.findIndex((page) => page.items.some((other) => compare(job, other) < 0));
  if (at === -1) return append(pages, job);
  return pages.map((page, index) =>
    index === at ? { ...page, items: insertSorted(page.items, job, compare) } : page,
  );
}

function append(pages: JobPage[], job: JobSummary): JobPage[] {
  const last = pages.at(-1);
  if (last === undefined || last.next !== null) return pages;
  return [...pages.slice(0, -1), { ...last, items: [...last.items, job] }];
}

function insertSorted(
  items: JobSummary[],
  job: JobSummary,
  compare: (a: JobSummary, b: JobSummary) => number,
): JobSummary[] {
  const index = items.findIndex((other) => compare(job, other) < 0);
  return items.toSpliced(index, 0, job);
}
