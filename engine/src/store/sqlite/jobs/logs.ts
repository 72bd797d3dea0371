import type { LogLine } from "@formwork/contracts/job";
import { isoTime } from "../../iso-time.ts";
import type { Store } from "../../store.ts";
import type { Commit } from "../commit/commit.ts";
import type { Write } from "../commit/writer.ts";
import type { Database } from "../connection/database.ts";
import { heldBy, type Leases } from "../work/leases.ts";

type LogDeps = { database: Database; leases: Leases; write: Write };
type Appending = Parameters<Store["appendLog"]>[0];
type Row = Omit<LogLine, "at"> & { at: number };

/** The lines jobs write. */
export function createLogs({
  database,
  leases,
  write,
}: LogDeps): Pick<Store, "appendLog" | "readLog"> {
  const lastOffset = database.statement<{ offset: number | null }>(
    "select max(offset) as offset from log_lines where job = ?",
  );
  const insert = database.statement("insert into log_lines values (?, ?, ?, ?, ?, ?)");
  const linesOf = database.statement<Row>(
    `select log_lines.attempt, offset, stream, text, at from jobs cross join log_lines on job = no
     where id = ?1 and deletedPosition is null and offset > ?2 and (?3 is null or log_lines.attempt = ?3) order by offset limit ?4`,
  );

  function appendLog(_commit: Commit, { id, token, lines }: Appending): LogLine[] | null {
    const row = heldBy({ id, token }, leases.atWork([{ id, token }]));
    if (row === undefined) return null;
    const before = lastOffset.get(row.no)?.offset ?? 0;
    return lines.map(({ stream, text, at }, index) => {
      const offset = before + index + 1;
      insert.run(row.no, offset, row.attempt, stream, text, at);
      return { attempt: row.attempt, offset, stream, text, at: isoTime(at) };
    });
  }
  return {
    appendLog: (params) => write((commit) => appendLog(commit, params)),
    readLog: ({ id, after, limit, attempt }) =>
      database.read(() =>
        linesOf
          .all(id, after, attempt ?? null, limit)
          .map((row) => ({ ...row, at: isoTime(row.at) })),
      ),
  };
}
