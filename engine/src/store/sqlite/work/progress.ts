import type { Progress } from "@formwork/contracts/job";
import type { Store } from "../../store.ts";
import type { Commit } from "../commit/commit.ts";
import type { Ledger } from "../commit/ledger.ts";
import type { JobRow } from "../commit/rows.ts";
import type { Database } from "../connection/database.ts";
import { heldBy, type Leases } from "./leases.ts";

type Reports = Parameters<Store["reportProgress"]>[0]["reports"];

/** Writes how far running jobs say they are. */
export function createProgress({
  database,
  ledger,
  leases,
}: {
  database: Database;
  ledger: Ledger;
  leases: Leases;
}) {
  const save = database.statement("update jobs set progress = ?, seq = ? where no = ?");

  function reportProgress(commit: Commit, reports: Reports): string[] {
    const atWork = leases.atWork(reports);
    const held = reports.filter((report) => {
      const row = heldBy(report, atWork);
      if (row !== undefined) atWork.set(row.id, write(commit, row, report.progress));
      return row !== undefined;
    });
    return held.map(({ id }) => id);
  }

  function write(commit: Commit, row: JobRow, progress: Progress): JobRow {
    const after = { ...row, progress: JSON.stringify(progress), seq: row.seq + 1 };
    save.run(after.progress, after.seq, row.no);
    ledger.tell(commit, after, "job.progressed");
    return after;
  }
  return { reportProgress };
}
