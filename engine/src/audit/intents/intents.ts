import { v7 as newId } from "uuid";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Table } from "../../store/table.ts";
import { cursorAfter } from "../../store/tables/index-range.ts";
import type { AuditRow } from "../audit-table.ts";
import type { AuditDraft, Recorded } from "../chain/link-entries.ts";
import type { IntentRow } from "./intent-table.ts";

type Deps = {
  rows: Table<IntentRow>;
  entries: Pick<Table<AuditRow>, "page">;
  append: (draft: Recorded) => Promise<unknown>;
  /** Waits until all entries of the chain are rows. */
  settle: () => Promise<unknown>;
  now: () => number;
  telemetry: Telemetry;
};

/**
 * Milliseconds after which nobody is taken to be at a deed any more: its process has died, or waits
 * for a store that is away.
 */
export const abandonedMs = 60_000;
/** Milliseconds that clocks may go back by. */
const marginMs = 60_000;
/** Intents that one step finishes. */
const portion = 100;
/** Entries that are looked at together. */
const entriesPerLook = 500;

/**
 * Keeps what is about to be done, from before the deed until its entry is in the log. So a process
 * that dies between the two leaves a trace, of which another one makes the entry.
 */
export function createIntents({ rows, entries, append, settle, now, telemetry }: Deps) {
  const removing = new Set<Promise<unknown>>();

  /** One that cannot be removed now is finished later: its entry is found then. */
  function remove(id: string): void {
    const removal = rows
      .remove({ key: id })
      .catch((error: unknown) => telemetry.log.warn("audit.kept", { error: String(error) }))
      .finally(() => removing.delete(removal));
    removing.add(removal);
  }

  /** Looks for the entry of a deed, among those of its action since it began. */
  async function isRecorded({ id, begunAt, draft: { action } }: IntentRow): Promise<boolean> {
    const order = { fields: ["action"], order: "time", descending: false } as const;
    let cursor: string | null = cursorAfter({ time: begunAt - marginMs, id: "" }, order, "id");
    do {
      const page = await entries.page({
        ...{ where: { action }, order: "time", limit: entriesPerLook, cursor },
      });
      if (page.items.some(({ row }) => row.intent === id)) return true;
      cursor = page.next;
    } while (cursor !== null);
    return false;
  }

  /** Of several processes that find the same one, the first to write to it goes on. */
  async function finish({ row, version }: { row: IntentRow; version: number }): Promise<void> {
    const mine = await rows.replaceIf({ row: { ...row, time: now() }, version });
    if (mine.outcome !== "stored") return;
    if (!(await isRecorded(row))) {
      telemetry.log.warn("audit.unfinished", { action: row.draft.action });
      await append({ ...row.draft, intent: row.id });
    }
    remove(row.id);
  }

  return {
    /** Stores what is about to be done; resolves with its id once that is on disk. */
    async begin(draft: AuditDraft): Promise<string> {
      const [id, begunAt] = [newId(), now()];
      const unfinished = { ...draft, outcome: "unfinished" };
      await rows.insert({ row: { id, begunAt, time: begunAt, draft: unfinished } });
      return id;
    },
    /** Forgets a deed whose entry is in the log, or that was not done. */
    forget: remove,
    /** Makes the entries of deeds that died with their process; resolves with true where there may be more. */
    async finishAbandoned(): Promise<boolean> {
      const { items } = await rows.page({ order: "time", limit: portion });
      const old = items.filter(({ row }) => row.time <= now() - abandonedMs);
      if (old.length > 0) await settle();
      for (const one of old) await finish(one);
      return old.length === portion;
    },
    /** Waits for what is being removed. */
    settled: () => Promise.all(removing),
  };
}
