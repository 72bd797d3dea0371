import type { JobEvent } from "@formwork/contracts/events/events";
import type { JobSummary } from "@formwork/contracts/job";
import type { JobView } from "../job-view.ts";
import { jobComparator } from "./job-comparator.ts";
import { matchesView } from "./matches-view.ts";

/** A part of the list as it was fetched; `next` is null at its end. */
export type JobPage = { items: JobSummary[]; next: string | null };

/** Whose list it is, and what it shows. */
export type ListContext = { view: JobView; me: string };

/**
 * The list after some events: rows change in place, leave when they no longer match, and new ones
 * come in where the order puts them. Events may come twice and in any order: only a higher `seq`
 * than the one shown counts.
 */
export function applyEvents(
  pages: JobPage[],
  events: readonly JobEvent[],
  context: ListContext,
): JobPage[] {
  const news = newsFor(pages, latestByJob(events));
  if (news.size === 0) return pages;
  const moved: JobSummary[] = [];
  const kept = pages.map((page) => updatePage(page, news, context, moved));
  const arrived = [...news.values()]
    .filter((event) => !isShown(pages, event.subject) && belongs(event, context))
    .map((event) => event.data);
  const after = [...moved, ...arrived].reduce((list, job) => insert(list, job, context), kept);
  return after.every((page, index) => page === pages[index]) ? pages : after;
}

/** Jobs of which only the server can tell whether the list should have them. */
export function needsRefetch(
  pages: JobPage[],
  events: readonly JobEvent[],
  { view, me }: ListContext,
): boolean {
  return (
    view.q !== "" &&
    events.some(
      (event) => matchesView(event.data, view, me) === "unknown" && !isShown(pages, event.subject),
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

/** Leaves out what the list shows already. */
function newsFor(pages: JobPage[], latest: Map<string, JobEvent>): Map<string, JobEvent> {
  for (const page of pages) {
    for (const { id, seq } of page.items)
      if ((latest.get(id)?.data.seq ?? Number.POSITIVE_INFINITY) <= seq) latest.delete(id);
  }
  return latest;
}

function isShown(pages: JobPage[], id: string): boolean {
  return pages.some((page) => page.items.some((job) => job.id === id));
}

function belongs(event: JobEvent, { view, me }: ListContext): boolean {
  return event.type !== "job.deleted" && matchesView(event.data, view, me) === "yes";
}

/**
 * A shown job keeps belonging when only its search hit is unknown: it was found once, and the
 * payload does not change.
 */
function stays(event: JobEvent, { view, me }: ListContext): boolean {
  return event.type !== "job.deleted" && matchesView(event.data, view, me) !== "no";
}

/**
 * Puts the news into one page; a job whose place in the order changed is taken out and noted in
 * `moved`.
 */
function updatePage(
  page: JobPage,
  news: Map<string, JobEvent>,
  context: ListContext,
  moved: JobSummary[],
): JobPage {
  if (!page.items.some((job) => news.has(job.id))) return page;
  const compare = jobComparator(context.view.sort);
  const items = page.items.flatMap((job) => {
    const event = news.get(job.id);
    if (event === undefined) return [job];
    if (!stays(event, context)) return [];
    if (compare(job, event.data) === 0) return [event.data];
    moved.push(event.data);
    return [];
  });
  return { ...page, items };
}

/**
 * Into the first page with a row that comes after it; else at the very end, unless rows not fetched
 * yet lie between.
 */
function insert(pages: JobPage[], job: JobSummary, { view }: ListContext): JobPage[] {
  const compare = jobComparator(view.sort);
  const at = pages.findIndex((page) => page.items.some((shown) => compare(job, shown) < 0));
  if (at === -1) return append(pages, job);
  return pages.map((page, index) =>
    index === at ? { ...page, items: place(page.items, job, compare) } : page,
  );
}

function append(pages: JobPage[], job: JobSummary): JobPage[] {
  const last = pages.at(-1);
  if (last === undefined || last.next !== null) return pages;
  return [...pages.slice(0, -1), { ...last, items: [...last.items, job] }];
}

function place(
  items: JobSummary[],
  job: JobSummary,
  compare: (a: JobSummary, b: JobSummary) => number,
): JobSummary[] {
  const index = items.findIndex((shown) => compare(job, shown) < 0);
  return items.toSpliced(index, 0, job);
}
