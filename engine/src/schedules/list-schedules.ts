import type { Principal } from "@formwork/contracts/account";
import { seesEverybodys } from "@formwork/contracts/policies/sight";
import { isWithinSight } from "@formwork/contracts/policies/within-sight";
import type { Schedule } from "@formwork/contracts/schedule";
import { foldedText, searchWords } from "@formwork/contracts/text/folded-text";
import type { Page, Paging } from "../store/page.ts";
import { presentSchedule } from "./present-schedule.ts";
import type { ScheduleDeps } from "./schedule-deps.ts";
import type { ScheduleRow } from "./schedule-tables.ts";

/** Which schedules are listed. */
export type ScheduleQuery = {
  /** Who asks: foreign schedules are left out. */
  principal: Principal;
  template?: string | undefined;
  /** Words, all of which a schedule has. */
  q?: string | undefined;
  /** True for those that Formwork paused. */
  attention?: boolean | undefined;
  /** Those for which missed slots were found at this time or later, in milliseconds. */
  missedSince?: number | undefined;
};

/** Pages of stored schedules that one call looks through, so that a search answers soon. */
const maxPages = 20;

/**
 * Returns a page of schedules by their next fire; those without one are last. With `missedSince` they
 * are in order of that time, the latest first. A search looks through a part of the schedules and may
 * return fewer than a page: its `next` goes on from there.
 */
export async function listSchedules(
  { schedules }: Pick<ScheduleDeps, "schedules">,
  { limit, cursor, ...query }: ScheduleQuery & Paging,
): Promise<Page<Schedule>> {
  const isWanted = matcherOf(query);
  const run = runOf(query);
  const { missedSince } = query;
  const isPast = ({ missedAt = 0 }: ScheduleRow) =>
    missedSince !== undefined && missedAt < missedSince;
  const items: Schedule[] = [];
  let next: string | null | undefined = cursor;
  for (let pages = 0; pages < maxPages && next !== null && items.length <= limit / 2; pages++) {
    const left = limit - items.length;
    const page = await schedules.page({ ...run, limit: left, cursor: next });
    items.push(...page.items.flatMap(({ row }) => (isWanted(row) ? [presentSchedule(row)] : [])));
    next = page.items.some(({ row }) => isPast(row)) ? null : page.next;
  }
  return { items, next: next ?? null };
}

/** Returns the index to go along: the one that leaves the fewest schedules to look at. */
function runOf({ principal, template, attention, missedSince }: ScheduleQuery) {
  const own = seesEverybodys(principal) ? null : { createdBy: principal.id };
  if (missedSince !== undefined)
    return { where: own ?? {}, order: "missedAt", descending: true } as const;
  if (own !== null) return { where: own, order: "dueAt" } as const;
  const byTemplate = template === undefined ? {} : { template };
  return { where: attention === true ? { halted: true } : byTemplate, order: "dueAt" } as const;
}

function matcherOf({ principal, template, q = "", attention, missedSince }: ScheduleQuery) {
  const words = searchWords(q);
  return (row: ScheduleRow) =>
    row.isDeleted !== true &&
    isWithinSight(principal, row) &&
    (template === undefined || row.template === template) &&
    (attention !== true || row.halted) &&
    (missedSince === undefined || (row.missedAt ?? 0) >= missedSince) &&
    hasWords(row, words);
}

function hasWords({ name, template, tags }: ScheduleRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = foldedText([name, template, ...tags].join("\n"));
  return words.every((word) => text.includes(word));
}
