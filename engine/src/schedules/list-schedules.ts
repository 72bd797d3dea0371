import type { Schedule } from "@formwork/contracts/schedule";
import type { Page, Paging } from "../store/page.ts";
import { presentSchedule } from "./present-schedule.ts";
import type { ScheduleDeps } from "./schedule-deps.ts";
import type { ScheduleRow } from "./schedule-tables.ts";

/** Which schedules are listed. */
export type ScheduleQuery = {
  template?: string | undefined;
  /** Words, all of which a schedule has. */
  q?: string | undefined;
  /** True for those that Formwork paused. */
  attention?: boolean | undefined;
};

/** Pages of stored schedules that one call looks through, so that a search answers soon. */
const maxPages = 20;

/**
 * Returns a page of schedules by their next fire; those without one are last. A search looks through
 * a part of the schedules and may return fewer than a page: its `next` goes on from there.
 */
export async function listSchedules(
  { schedules }: Pick<ScheduleDeps, "schedules">,
  { template, q = "", attention = false, limit, cursor }: ScheduleQuery & Paging,
): Promise<Page<Schedule>> {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = (row: ScheduleRow) =>
    (template === undefined || row.template === template) && hasWords(row, words);
  const byTemplate = template === undefined ? {} : { template };
  const where = attention ? { halted: true } : byTemplate;
  const items: Schedule[] = [];
  let next: string | null | undefined = cursor;
  for (let pages = 0; pages < maxPages && next !== null && items.length <= limit / 2; pages++) {
    const left = limit - items.length;
    const page = await schedules.page({ where, order: "dueAt", limit: left, cursor: next });
    items.push(...page.items.flatMap(({ row }) => (isWanted(row) ? [presentSchedule(row)] : [])));
    next = page.next;
  }
  return { items, next: next ?? null };
}

function hasWords({ name, template, tags }: ScheduleRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [name, template, ...tags].join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}
