import { leavesEnding } from "../../steps/ending.ts";
import type { Step } from "../../steps/step.ts";
import type { JobRecord } from "../record/documents.ts";
import { keyLane, ownerLane } from "../record/lane-position.ts";
import type { Parking } from "./parking.ts";
import { type CreatedPermits, ownerPermit, permittedOwner } from "./permits.ts";

/** Jobs of one owner that are offered at once, when there is no limit any more. */
const maxOffered = 1000;

/** Offers to workers again what was parked for an owner that has room. */
export function createOwnerParking(deps: { parking: Parking; permits: CreatedPermits }) {
  const { parking, permits } = deps;

  /** Unparks a job for each free permit of these owners. */
  async function unparkFree(owners: string[], perOwner: number | null): Promise<void> {
    if (owners.length === 0) return;
    const held = await permits.permitsOf({ queues: {}, perOwner });
    for (const owner of owners) {
      const room = perOwner === null ? maxOffered : held.count(ownerPermit(owner), perOwner);
      if (room > 0) await parking.unparkSome(ownerLane(owner), Math.min(room, maxOffered));
    }
  }
  return { unparkFree };
}
export type OwnerParking = ReturnType<typeof createOwnerParking>;

/**
 * Returns the lanes of parked jobs of which the next may go when this job, which was running or
 * queued, is so no more. One that was cancelled by `steps` while it ran frees none before it has
 * ended.
 */
export function lanesFreedBy(job: JobRecord, steps: readonly Step<Date>[] = []): string[] {
  const { state, concurrencyKey, permits = [] } = job;
  if (leavesEnding(job, steps.at(-1))) return [];
  if (state !== "running" && state !== "queued") return [];
  const ofOwners = permits.flatMap((permit) => {
    const owner = permittedOwner(permit);
    return owner === undefined ? [] : [ownerLane(owner)];
  });
  return concurrencyKey === undefined ? ofOwners : [keyLane(concurrencyKey), ...ofOwners];
}
