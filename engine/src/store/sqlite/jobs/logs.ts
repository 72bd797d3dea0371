import type { LogLine } from "@formwork/contracts/job";
import type { Store } from "../../store.ts";
import type { Commit } from "../commit/commit.ts";
import type { Database } from "../connection/database.ts";
import type { EndAttempts } from "../work/end-attempts.ts";
import { heldBy, type Leases } from "../work/leases.ts";

type Appending = Parameters<Store["appendLog"]>[0];
type Wanted = Parameters<Store["readLog"]>[0];
/** A line with its time in milliseconds since 1970. */
export type StoredLine = Omit<LogLine, "at"> & { at: number };

/**
 * Appends the lines that jobs write; null where the lease is lost. A cancelled attempt may write
 * while it ends.
 */
export function createAppendLog(database: Database, leases: Leases, endings: EndAttempts) {
  const lastOffset = database.statement<{ offset: number | null }>(
    `select coalesce(
       (select max(offset) from log_lines where job = ?1),
       (select logRemovedTo from jobs where no = ?1)) as offset`,
  );
  const insert = database.statement("insert into log_lines values (?, ?, ?, ?, ?, ?)");

  return function appendLog(
    _commit: Commit,
    { id, token, after, lines }: Appending,
  ): StoredLine[] | null {
    const row =
      heldBy({ id, token }, leases.runningJobs([{ id, token }])) ??
      (after === undefined ? endings.find(id, token) : undefined);
    if (row === undefined) return null;
    const before = lastOffset.get(row.no)?.offset ?? 0;
    if (after !== undefined && after !== before) return [];
    return lines.map(({ stream, text, at }, index) => {
      const offset = before + index + 1;
      insert.run(row.no, offset, row.attempt, stream, text, at);
      return { attempt: row.attempt, offset, stream, text, at };
    });
  };
}

/** Reads lines in order of offset. */
export function createReadLog(database: Database): (wanted: Wanted) => StoredLine[] {
  const oldest = database.statement<StoredLine>(linesInOrder("asc"));
  const newest = database.statement<StoredLine>(linesInOrder("desc"));
  return (wanted) => {
    const { id, after, before = Number.MAX_SAFE_INTEGER, limit, attempt = null } = wanted;
    if (wanted.newest !== true) return oldest.all(id, after, before, attempt, limit);
    return newest.all(id, after, before, attempt, limit).reverse();
  };
}

function linesInOrder(order: "asc" | "desc"): string {
  return `select l.attempt, l.offset, l.stream, l.text, l.at
     from jobs j cross join standings s on s.job = j.no cross join log_lines l on l.job = j.no
     where j.id = ?1 and s.deletedPosition is null and l.offset > ?2 and l.offset < ?3
       and (?4 is null or l.attempt = ?4)
     order by l.offset ${order} limit ?5`;
}
