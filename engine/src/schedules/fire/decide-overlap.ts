import type { Schedule } from "@formwork/contracts/schedule";

/** What a fire does about earlier jobs: cancel some, wait for some, or give way. */
export type OverlapDecision =
  | { outcome: "fire"; cancel: string[]; after: string[] }
  | { outcome: "skip" };

type Fire = Extract<OverlapDecision, { outcome: "fire" }>;

const fire: Fire = { outcome: "fire", cancel: [], after: [] };

/** Decides about a fire; `active` are the ids of earlier jobs that have not ended, oldest first. */
export function decideOverlap(
  overlap: Schedule["overlap"],
  active: readonly string[],
): OverlapDecision {
  const last = active.at(-1);
  if (last === undefined || overlap === "allow") return fire;
  switch (overlap) {
    case "skip":
      return { outcome: "skip" };
    case "queueOne":
      return active.length > 1 ? { outcome: "skip" } : { ...fire, after: [last] };
    case "cancelOther":
      return { ...fire, cancel: [...active] };
  }
}

/** Decides about one of many fires that make up for missed ones: they run one after another. */
export function decideCatchUp(
  overlap: Schedule["overlap"],
  active: readonly string[],
): OverlapDecision {
  const last = active.at(-1);
  return last === undefined || overlap === "allow" ? fire : { ...fire, after: [last] };
}
