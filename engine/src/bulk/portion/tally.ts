import type { JobActionReason } from "@formwork/contracts/job-action";
import type { FieldError } from "@formwork/contracts/problem";
import type { JobState } from "@formwork/contracts/states";

/** Why a job was not moved. */
type Refusal = { code: string; state: JobState | null; errors?: FieldError[] };
/** What became of one job of a portion. left: it is not known, or was not tried. */
export type Outcome =
  | { id: string; outcome: "moved" }
  | ({ id: string; outcome: "refused" } & Refusal)
  | { id: string; outcome: "left" };

type Tally = { done: number; failed: number; reasons: JobActionReason[] };

/** Different reasons that an action lists; there are fewer states and codes of a move. */
const maxReasons = 20;
const maxSamples = 5;

/** Adds the outcomes of a portion to the counts of an action. */
export function tally(before: Tally, outcomes: readonly Outcome[]): Tally {
  const sums = { ...before };
  for (const one of outcomes) {
    if (one.outcome === "moved") sums.done++;
    if (one.outcome !== "refused") continue;
    sums.failed++;
    const { id, outcome, ...reason } = one;
    sums.reasons = addReason(sums.reasons, { ...reason, count: 1, sampleIds: [id] });
  }
  return sums;
}

/** Adds jobs with one reason to a list of reasons, the most frequent one first. */
export function addReason(
  reasons: readonly JobActionReason[],
  { code, state, count, sampleIds, errors }: JobActionReason,
): JobActionReason[] {
  const faults = JSON.stringify(errors);
  const isSame = (other: JobActionReason) =>
    other.code === code && other.state === state && JSON.stringify(other.errors) === faults;
  const same = reasons.find(isSame);
  const sum: JobActionReason = {
    ...{ code, state },
    count: count + (same?.count ?? 0),
    sampleIds: [...new Set([...(same?.sampleIds ?? []), ...sampleIds])].slice(0, maxSamples),
    ...(errors !== undefined && { errors }),
  };
  return [...reasons.filter((other) => !isSame(other)), sum]
    .sort((a, b) => b.count - a.count)
    .slice(0, maxReasons);
}
