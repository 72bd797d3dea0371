import { type AuditEntry, pruneAction } from "@formwork/contracts/audit";
import type { Table } from "../store/table.ts";
import { cursorAfter } from "../store/tables/index-range.ts";
import type { AuditRow } from "./audit-table.ts";
import type { AuditDraft } from "./chain/link-entries.ts";
import { systemDraft } from "./system-draft.ts";

type Deps = {
  entries: Pick<Table<AuditRow>, "page" | "remove">;
  append: (draft: AuditDraft) => Promise<unknown>;
  now: () => number;
};
type Anchor = { seq: number; time: number };

/** Entries that one call removes at most, so that its caller can pause. */
const portion = 100;
/** Milliseconds between two anchors, so that they stay few. */
const minPauseMs = 3_600_000;

/**
 * Removes a portion of the entries that are older than `before`, in milliseconds since 1970; resolves
 * with how many. An anchor comes first: an entry with number and hash of the last one that goes, by
 * which the chain can be checked from there on. A process that dies between leaves the rest to the next.
 */
export async function pruneAudit(deps: Deps, before: number): Promise<number> {
  const anchor = (await newestAnchor(deps)) ?? { seq: 0, time: Number.NEGATIVE_INFINITY };
  const removed = await removeUpTo(deps, anchor.seq);
  if (removed > 0 || deps.now() - anchor.time < minPauseMs) return removed;
  const last = await newestBefore(deps, before);
  if (last === null || last.seq <= anchor.seq) return 0;
  await deps.append(anchorDraft(last));
  return removeUpTo(deps, last.seq);
}

async function newestAnchor({ entries }: Deps): Promise<Anchor | null> {
  const where = { action: pruneAction };
  const { items } = await entries.page({ where, order: "time", descending: true, limit: 1 });
  const row = items[0]?.row;
  const seq = row?.difference.find(({ field }) => field === "seq")?.after;
  return row === undefined || typeof seq !== "number" ? null : { seq, time: row.time };
}

async function newestBefore({ entries }: Deps, time: number): Promise<AuditRow | null> {
  const order = { fields: [], order: "time", descending: true } as const;
  const cursor = cursorAfter({ time, id: "" }, order, "id");
  const { items } = await entries.page({ order: "time", descending: true, limit: 1, cursor });
  return items[0]?.row ?? null;
}

/** Removes the oldest entries first, so that what is left never has a hole. */
async function removeUpTo({ entries }: Deps, seq: number): Promise<number> {
  const { items } = await entries.page({ limit: portion });
  const old = items.filter(({ row }) => row.seq <= seq);
  for (const { row } of old) await entries.remove({ key: row.id });
  return old.length;
}

function anchorDraft({ seq, hash }: AuditEntry): AuditDraft {
  const difference = [
    { field: "seq", after: seq },
    { field: "hash", after: hash },
  ];
  return systemDraft(pruneAction, { difference });
}
