import type { AuditEntry } from "@formwork/contracts/audit";
import { isoTime } from "../../store/iso-time.ts";
import { type AuditRow, idOf } from "../audit-table.ts";
import { entryHash } from "./entry-hash.ts";

/** What is to be recorded: an entry without its place in the chain. */
export type AuditDraft = Omit<AuditEntry, "seq" | "at" | "previous" | "hash">;
/** A draft with the id of the intent that it ends, which is kept beside the entry. */
export type Recorded = AuditDraft & { intent?: string };
/** The end of the chain. */
export type ChainEnd = { seq: number; hash: string; time: number };

/** Makes the entries that follow the end of a chain, in order. Their times never go back. */
export function linkEntries(end: ChainEnd, drafts: readonly Recorded[], now: number): AuditRow[] {
  const time = Math.max(now, end.time);
  let { seq, hash: previous } = end;
  return drafts.map(({ intent, ...draft }) => {
    seq++;
    const entry = { seq, at: isoTime(time), ...draft, previous };
    const hash = entryHash(entry);
    previous = hash;
    const kept = intent === undefined ? {} : { intent };
    return { ...entry, hash, id: idOf(seq), time, ...kept };
  });
}
