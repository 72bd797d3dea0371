import { type AuditEntry, pruneAction } from "@formwork/contracts/audit";
import { entryHash, firstPrevious } from "./entry-hash.ts";

/** The first entry at which a chain is broken, and how. */
export type ChainFault = { seq: number; reason: string };
/** Number and hash of an entry. */
export type Anchor = { seq: number; hash: string };

/**
 * Checks the chain entry by entry, oldest first. `add` returns the first fault, from which on nothing
 * more is known; `end` says whether what is missing at the beginning was removed by the retention, and
 * whether the chain reaches the entries in `kept`, which somebody knows from elsewhere.
 */
export function createChainCheck(kept: readonly Anchor[] = []) {
  let last: Anchor | null = null;
  let first: AuditEntry | null = null;
  let anchor: Anchor | null = null;
  /** Hashes of entries that an anchor may name: those before the newest anchor. */
  const hashes = new Map<number, string>();

  function faultOf(entry: AuditEntry): string | null {
    if (last !== null && entry.seq <= last.seq)
      return `stands after entry ${last.seq}: entries were reordered or inserted`;
    if (last !== null && entry.seq !== last.seq + 1)
      return `follows entry ${last.seq}: entries between them are missing`;
    if (entryHash(entry) !== entry.hash) return "was changed: its hash does not fit its content";
    const previous = last === null ? null : last.hash;
    if (previous !== null && entry.previous !== previous)
      return `does not follow from entry ${entry.seq - 1}: one of the two was replaced`;
    if (kept.some(({ seq, hash }) => seq === entry.seq && hash !== entry.hash))
      return "is not the one that was kept elsewhere: the log was rewritten";
    if (entry.seq === 1 && entry.previous !== firstPrevious)
      return "is not the first of this chain";
    return null;
  }

  return {
    add(entry: AuditEntry): ChainFault | null {
      const reason = faultOf(entry);
      if (reason !== null) return { seq: entry.seq, reason };
      if (first === null) hashes.set(entry.seq - 1, entry.previous);
      first ??= entry;
      last = { seq: entry.seq, hash: entry.hash };
      if (isNearStart(entry.seq, first.seq)) hashes.set(entry.seq, entry.hash);
      anchor = anchorOf(entry) ?? anchor;
      return null;
    },
    end(): ChainFault | null {
      return startFault(first, anchor, hashes) ?? endFault(last, kept);
    },
    last: () => last,
  };
}

/** Entries at the start whose hashes are kept: more than are left of an interrupted removal. */
const maxNearStart = 100_000;
function isNearStart(seq: number, first: number): boolean {
  return seq - first < maxNearStart;
}

/** Returns up to where an entry says that older ones were removed. */
function anchorOf({ action, outcome, actor, difference }: AuditEntry): Anchor | null {
  if (action !== pruneAction || outcome !== "done" || actor !== "system") return null;
  const value = (field: string) => difference.find((change) => change.field === field)?.after;
  const [seq, hash] = [value("seq"), value("hash")];
  return typeof seq === "number" && typeof hash === "string" ? { seq, hash } : null;
}

function startFault(
  first: AuditEntry | null,
  anchor: Anchor | null,
  hashes: Map<number, string>,
): ChainFault | null {
  if (first === null || first.seq === 1) return null;
  const missing = {
    seq: first.seq,
    reason: `is the first: entries 1 to ${first.seq - 1} are missing`,
  };
  if (anchor === null || anchor.seq < first.seq - 1) return missing;
  const found = hashes.get(anchor.seq);
  if (found === undefined || found === anchor.hash) return null;
  return { seq: anchor.seq, reason: "is not the one up to which the retention removed entries" };
}

function endFault(last: Anchor | null, kept: readonly Anchor[]): ChainFault | null {
  const end = last?.seq ?? 0;
  const missing = kept.find(({ seq }) => seq > end);
  if (missing === undefined) return null;
  return { seq: missing.seq, reason: `is missing: the log ends with entry ${end}` };
}
