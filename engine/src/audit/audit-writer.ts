import { setTimeout as wait } from "node:timers/promises";
import { fail } from "../errors.ts";
import { coalesce } from "../runtime/flow/coalesce.ts";
import type { Table, Versioned } from "../store/table.ts";
import type { AuditRow, HeadRow } from "./audit-table.ts";
import { firstPrevious } from "./chain/entry-hash.ts";
import { linkEntries, type Recorded } from "./chain/link-entries.ts";

export type AuditTables = { entries: Table<AuditRow>; heads: Table<HeadRow> };

/** Entries of one append: some hundred kilobytes at most. */
const maxBatch = 200;
/** Times an append is tried while other processes append. */
const maxAttempts = 100;
/** Milliseconds to let others append in, at most. */
const maxPauseMs = 20;

const start: HeadRow = { id: "head", seq: 0, hash: firstPrevious, time: 0, block: [] };

/**
 * Appends to the chain. What decides is one replacement of the head, which only the process makes
 * that read its newest version; entries that come meanwhile share the next one. So a chain has no
 * fork, however many processes append.
 */
export function createAuditWriter({ entries, heads, now }: AuditTables & { now: () => number }) {
  /** The head as this process left it; undefined when it has to be read. */
  let known: Versioned<HeadRow> | undefined;
  /** Stores the last block as rows, which its callers need not wait for: the head has it. */
  let storing: Promise<unknown> = Promise.resolve();

  /** Stores the entries of a head as rows; those that another process stored are there already. */
  const storeBlock = ({ block }: HeadRow) =>
    Promise.all(block.map((row) => entries.insert({ row })));

  /** Reads the head, and stores what a process that died after its append did not store. */
  async function settledHead(): Promise<Versioned<HeadRow> | null> {
    const found = await heads.get({ id: "head" });
    if (found !== null) await storeBlock(found.row);
    return found;
  }

  async function replace(row: HeadRow, version: number): Promise<boolean> {
    const { outcome } =
      version === 0 ? await heads.insert({ row }) : await heads.replaceIf({ row, version });
    return outcome === "stored";
  }

  async function appendAll(drafts: Recorded[]): Promise<AuditRow[]> {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      await storing;
      const before = known ?? (await settledHead()) ?? { row: start, version: 0 };
      known = undefined;
      const block = linkEntries(before.row, drafts, now());
      const { seq, hash, time } = block.at(-1) ?? before.row;
      const row: HeadRow = { id: "head", seq, hash, time, block };
      if (await replace(row, before.version)) {
        known = { row: { ...row, block: [] }, version: before.version + 1 };
        storing = storeBlock(row).catch(() => {
          // The head is read again, and its block stored, before the next append.
          known = undefined;
        });
        return block;
      }
      await wait(Math.random() * Math.min(maxPauseMs, attempt * 2));
    }
    return fail("unavailable", "Too many processes append to the audit log at once");
  }

  return {
    append: coalesce({ maxBatch, work: appendAll }),
    /** Waits until the entries of the last append are rows too. */
    settled: () => storing,
    /** Returns the end of the chain; all its entries are stored as rows then. */
    head: async () => (await settledHead())?.row ?? start,
  };
}
