import type { Store } from "../store.ts";
import type { Commit } from "./commit.ts";
import type { Database } from "./database.ts";
import type { Leases } from "./leases.ts";
import type { Ledger } from "./ledger.ts";

type Reports = Parameters<Store["reportProgress"]>[0]["reports"];

/** Writes how far running jobs say they are. */
export function createProgress({ database, ledger, leases }: { database: Database; ledger: Ledger; leases: Leases }) {
  const save = database.statement("update jobs set progress = ?, seq = ? where no = ?");

  function reportProgress(commit: Commit, reports: Reports): string[] {
    return reports.filter((report) => reportOne(commit, report)).map(({ id }) => id);
  }

  function reportOne(commit: Commit, report: Reports[number]): boolean {
    const row = leases.held(report);
    if (row === undefined) return false;
    const after = { ...row, progress: JSON.stringify(report.progress), seq: row.seq + 1 };
    save.run(after.progress, after.seq, row.no);
    ledger.tell(commit, after, "job.progressed");
    return true;
  }
  return { reportProgress };
}
