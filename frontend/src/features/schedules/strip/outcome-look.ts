import type { ScheduleResult } from "@formwork/contracts/schedule";

type Outcome = ScheduleResult["outcome"];
/** How a result is drawn: its shape in a box of 10 × 20, and its colour. */
export type Look = { shape: "bar" | "cross" | "ring" | "dash" | "dot" | "half"; colour: string };

const state = (name: string) => `var(--mui-palette-state-${name})`;

/** Each outcome differs from the others by its shape, so that nobody has to tell colours apart. */
const looks: Record<Outcome, Look> = {
  succeeded: { shape: "bar", colour: state("succeeded") },
  failed: { shape: "cross", colour: state("failed") },
  cancelled: { shape: "dash", colour: state("cancelled") },
  running: { shape: "half", colour: state("running") },
  retrying: { shape: "half", colour: state("retrying") },
  queued: { shape: "ring", colour: state("queued") },
  scheduled: { shape: "ring", colour: state("scheduled") },
  missed: { shape: "dot", colour: state("failed") },
  skipped: { shape: "dot", colour: state("cancelled") },
  refused: { shape: "cross", colour: state("failed") },
};

/** Returns how an outcome is drawn. */
export function lookOf(outcome: Outcome): Look {
  return looks[outcome];
}

const names: Partial<Record<Outcome, string>> = {
  missed: "Missed",
  skipped: "Left out",
  refused: "Refused",
};

/** Returns the name of an outcome for the UI. */
export function outcomeName(outcome: Outcome): string {
  return names[outcome] ?? outcome.charAt(0).toUpperCase() + outcome.slice(1);
}

/** Says how many results there are of each outcome: "18 succeeded, 1 failed". */
export function countOutcomes(results: readonly Pick<ScheduleResult, "outcome">[]): string {
  const counts = new Map<Outcome, number>();
  for (const { outcome } of results) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([outcome, count]) => `${count} ${outcomeName(outcome).toLowerCase()}`)
    .join(", ");
}
