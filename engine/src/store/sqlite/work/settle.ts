import type { Settlement } from "../../job-store.ts";
import type { Step } from "../../step.ts";

import type { Commit } from "../commit/commit.ts";
import type { Move, WriteTransitions } from "../commit/transition-writer.ts";
import { heldBy, type Leases } from "./leases.ts";

/** Writes how attempts ended; returns the ids whose lease was held. */
export function createSettle(leases: Leases, writeTransitions: WriteTransitions) {
  return function settleJobs(commit: Commit, settlements: Settlement[]): string[] {
    const running = leases.runningJobs(settlements);
    const moves = settlements.flatMap((settlement): Move[] => {
      const row = heldBy(settlement, running);
      if (row === undefined) return [];
      running.delete(row.id); // Settled twice in one call: the first counts.
      return [{ row, step: stepOf(commit.now, settlement), set: resultOf(settlement) }];
    });
    writeTransitions(commit, moves);
    return moves.map(({ row }) => row.id);
  };
}

function stepOf(at: number, settlement: Settlement): Step<number> {
  const { cause, exitCode } = settlement;
  const step: Step<number> = { c: cause, at };
  if (exitCode !== null) step.exit = exitCode;
  if (cause === "fail" || cause === "exhaust") step.error = JSON.stringify(settlement.error);
  if (cause === "fail") step.due = Math.round(at + settlement.delayMs);
  return step;
}

function resultOf(settlement: Settlement): { result?: string } {
  if (settlement.cause !== "succeed") return {};
  const { result } = settlement;
  return result === null || result === undefined ? {} : { result: JSON.stringify(result) };
}
