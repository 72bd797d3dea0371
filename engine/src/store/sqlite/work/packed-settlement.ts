import { errorHash, openGroup } from "../../errors/error-group.ts";
import type { Step } from "../../steps/step.ts";
import type { Settlement } from "../../verbs/work-store.ts";

type Plain = string | number | null;

/**
 * Settlements on their way to the writer, as one flat list: plain values cross between threads at a
 * fraction of the cost of objects. Results and errors are JSON texts by then.
 */
export type PackedSettlements = Plain[];

/** One settlement as the writer reads it. */
export type SettlementRow = {
  id: string;
  token: string;
  cause: Settlement["cause"];
  exitCode: number | null;
  error: string | null;
  /** exhaust: the hash of the error, made before the settlement crosses to the writer. */
  hash: string | null;
  delayMs: number;
  result: string | null;
};

const valuesPerSettlement = 8;

/** Packs settlements. */
export function packSettlements(settlements: Settlement[]): PackedSettlements {
  const list: PackedSettlements = [];
  for (const settlement of settlements) {
    const { id, token, cause, exitCode } = settlement;
    const error = "error" in settlement ? JSON.stringify(settlement.error) : null;
    const delayMs = cause === "fail" ? settlement.delayMs : 0;
    const hash = cause === "exhaust" ? errorHash(settlement.error) : null;
    list.push(id, token, cause, exitCode, error, hash, delayMs, resultOf(settlement));
  }
  return list;
}

function resultOf(settlement: Settlement): string | null {
  if (settlement.cause !== "succeed") return null;
  const { result } = settlement;
  return result === null || result === undefined ? null : JSON.stringify(result);
}

/** Reads packed settlements. */
export function unpackSettlements(list: PackedSettlements): SettlementRow[] {
  return Array.from({ length: list.length / valuesPerSettlement }, (_, index) => {
    const from = index * valuesPerSettlement;
    const [id, token, cause, exitCode, error, hash, delayMs, result] = list.slice(
      from,
      from + valuesPerSettlement,
    );
    return { id, token, cause, exitCode, error, hash, delayMs, result } as SettlementRow; // Packed above.
  });
}

/** The step that a settlement makes at `at` of a job of a template. */
export function settledStep(
  at: number,
  template: string,
  { cause, exitCode, error, hash, delayMs }: SettlementRow,
) {
  const step: Step<number> = { c: cause, at };
  if (exitCode !== null) step.exit = exitCode;
  if (error !== null) step.error = error;
  if (hash !== null) step.group = openGroup(template, hash);
  if (cause === "fail") step.due = Math.round(at + delayMs);
  return step;
}
