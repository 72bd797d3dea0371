import type { AuditEntry } from "@formwork/contracts/audit";
import type { Page, Paging } from "../store/page.ts";
import type { Table, Where } from "../store/table.ts";
import { cursorAfter } from "../store/tables/index-range.ts";
import type { AuditRow } from "./audit-table.ts";

/** Which entries are listed. Times are in milliseconds since 1970. */
export type AuditQuery = {
  actor?: string | undefined;
  action?: string | undefined;
  target?: string | undefined;
  outcome?: "done" | "refused" | undefined;
  from?: number | undefined;
  to?: number | undefined;
};
type ListParams = { query: AuditQuery; oldestFirst?: boolean } & Paging;

/** Entries that one call looks at to find what matches: some hundredths of a second. */
const maxLooked = 2000;
const rowsPerLook = 500;

/**
 * Returns a page of entries. One filter is answered by an index, the others are compared; so a page
 * may be short, and its `next` goes on from there.
 */
export async function listAudit(
  entries: Pick<Table<AuditRow>, "page">,
  { query, oldestFirst = false, limit, cursor }: ListParams,
): Promise<Page<AuditEntry>> {
  const run = { where: runOf(query), order: "time", descending: !oldestFirst } as const;
  const items: AuditEntry[] = [];
  let next: string | null | undefined = cursor ?? startOf(query, run);
  for (let looked = 0; looked < maxLooked && items.length < limit; looked += rowsPerLook) {
    const page = await entries.page({
      ...run,
      limit: matchesAll(query) ? limit - items.length : rowsPerLook,
      cursor: next,
    });
    for (const { row } of page.items) {
      if (isPast(row, query, oldestFirst)) return { items, next: null };
      if (matches(row, query)) items.push(entryOf(row));
      // The rest of what was looked at is the next page's.
      if (items.length === limit)
        return { items, next: isLast(page, row) ? page.next : cursorOf(row, run) };
    }
    if (page.next === null) return { items, next: null };
    next = page.next;
  }
  return { items, next: next ?? null };
}

type Run = { where: Where<AuditRow>; order: "time"; descending: boolean };

/** The part of the filter that leaves the fewest entries has the index. */
function runOf({ actor, action, target }: AuditQuery): Where<AuditRow> {
  if (target !== undefined) return { target };
  if (actor !== undefined) return isUserId(actor) ? { actorId: actor } : { actor };
  return action === undefined ? {} : { action };
}

/** Other actors are an address, or have one of the names of `AuditEntry.actor`. */
function isUserId(actor: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(actor);
}

function matchesAll(query: AuditQuery): boolean {
  const { actor, action, target, outcome } = query;
  return outcome === undefined && [actor, action, target].filter(Boolean).length <= 1;
}

function matches(row: AuditRow, { actor, action, target, outcome }: AuditQuery): boolean {
  return (
    (actor === undefined || actor === row.actor || actor === row.actorId) &&
    (action === undefined || action === row.action) &&
    (target === undefined || target === row.target) &&
    (outcome === undefined || (outcome === "done") === (row.outcome === "done"))
  );
}

/** Begins where the times of the filter begin. */
function startOf({ from, to }: AuditQuery, run: Run): string | undefined {
  if (run.descending) return to === undefined ? undefined : cursorOf({ time: to, id: "" }, run);
  return from === undefined ? undefined : cursorOf({ time: from - 1, id: "~" }, run);
}

function isPast({ time }: AuditRow, { from, to }: AuditQuery, oldestFirst: boolean): boolean {
  return oldestFirst ? to !== undefined && time >= to : from !== undefined && time < from;
}

function cursorOf(place: Pick<AuditRow, "time" | "id">, { where, order, descending }: Run): string {
  return cursorAfter(place, { fields: Object.keys(where), order, descending }, "id");
}

function isLast(page: { items: { row: AuditRow }[] }, row: AuditRow): boolean {
  return page.items.at(-1)?.row === row;
}

function entryOf({ id: _, time: __, intent: ___, ...entry }: AuditRow): AuditEntry {
  return entry;
}
