import type { Store } from "../../store.ts";
import type { Commit } from "../commit/commit.ts";
import type { WriteTransitions } from "../commit/transition-writer.ts";
import { heldBy, type Leases } from "./leases.ts";

type Report = Parameters<Store["reportProgress"]>[0]["reports"][number];

/** Writes how far running jobs are; returns the ids of the reports whose lease was held. */
export function createProgress(leases: Leases, writeTransitions: WriteTransitions) {
  return function reportProgress(commit: Commit, reports: Report[]): string[] {
    const written = new Set(roundsOf(reports).flatMap((round) => report(commit, round)));
    return reports.filter((one) => written.has(one)).map(({ id }) => id);
  };

  function report(commit: Commit, reports: Report[]): Report[] {
    const running = leases.runningJobs(reports);
    const held = reports.flatMap((report) => {
      const row = heldBy(report, running);
      return row === undefined ? [] : [{ row, report }];
    });
    writeTransitions(
      commit,
      held.map(({ row, report: { progress } }) => {
        return { row, step: { c: "progress", at: commit.now, progress: JSON.stringify(progress) } };
      }),
    );
    return held.map((one) => one.report);
  }
}

/** Parts reports so that each part has at most one per job, in the order given. */
function roundsOf(reports: Report[]): Report[][] {
  const rounds: Report[][] = [];
  const seen = new Map<string, number>();
  for (const report of reports) {
    const round = seen.get(report.id) ?? 0;
    seen.set(report.id, round + 1);
    const part = rounds[round];
    if (part === undefined) rounds.push([report]);
    else part.push(report);
  }
  return rounds;
}
