import type { Commit } from "../commit/commit.ts";
import type { Move, WriteTransitions } from "../commit/transition-writer.ts";
import { heldBy, type Leases } from "./leases.ts";
import { type PackedSettlements, settledStep, unpackSettlements } from "./packed-settlement.ts";
import type { ResolveOrigins } from "./resolve-origins.ts";

type SettleDeps = {
  leases: Leases;
  writeTransitions: WriteTransitions;
  resolveOrigins: ResolveOrigins;
};

/** Writes how attempts ended; returns the ids whose lease was held. */
export function createSettle({ leases, writeTransitions, resolveOrigins }: SettleDeps) {
  return function settleJobs(commit: Commit, packed: PackedSettlements): string[] {
    const settlements = unpackSettlements(packed);
    const running = leases.runningJobs(settlements);
    const moves = settlements.flatMap((settlement): Move[] => {
      const row = heldBy(settlement, running);
      if (row === undefined) return [];
      running.delete(row.id); // Settled twice in one call: the first counts.
      const { result } = settlement;
      const step = settledStep(commit.now, row.template, settlement);
      return [{ row, step, ...(result === null ? {} : { set: { result } }) }];
    });
    writeTransitions(commit, moves);
    for (const { row, step } of moves)
      if (row.rerunOf !== null && step.c === "succeed") resolveOrigins(commit, row);
    return moves.map(({ row }) => row.id);
  };
}
