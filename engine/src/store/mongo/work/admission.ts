import { type ClaimLimits, noLimits } from "../../verbs/work-store.ts";
import type { JobRecord, WholeJob } from "../record/documents.ts";
import { keyLane, ownerLane } from "../record/lane-position.ts";
import type { ConcurrencySlots, KeySlots } from "../transition/concurrency-slots.ts";
import type { OwnerParking } from "../transition/owner-parking.ts";
import type { Parking, Waiting } from "../transition/parking.ts";
import { type CreatedPermits, ownerPermit, queuePermit } from "../transition/permits.ts";

/** A candidate that may start, with what it holds while it runs. */
export type Admitted = { job: WholeJob; held: Pick<JobRecord, "slot" | "permits"> };

type AdmissionDeps = {
  slots: ConcurrencySlots;
  permits: CreatedPermits;
  parking: Parking;
  owners: OwnerParking;
};
type Round = { candidates: WholeJob[]; lanes: string[] };
/** Concurrency keys and owners without room, and those of their jobs that have room elsewhere. */
type Full = {
  keys: Set<string>;
  owners: Set<string>;
  otherKeys: Set<string>;
  otherOwners: Set<string>;
};

/** Decides which queued jobs may start, during one claim. */
export type Admission = {
  /** Queues of which no further job may start. */
  closed: ReadonlySet<string>;
  /**
   * Returns the candidates that may start, and what is to be called once they have started: it parks
   * those of full concurrency keys and owners, and offers others where there is room after all.
   */
  admit: (round: Round) => Promise<{ admitted: Admitted[]; parkRest: () => Promise<void> }>;
};

/** Makes the function that begins the admission of one claim. */
export function createAdmission({ slots, permits, parking, owners }: AdmissionDeps) {
  return async function begin(limits: ClaimLimits = noLimits): Promise<Admission> {
    const { paused, queues, perOwner } = limits;
    const held = await permits.permitsOf(limits);
    const closed = new Set(paused);
    for (const queue of Object.keys(queues)) closeIfFull(queue);

    function closeIfFull(queue: string): void {
      const limit = queues[queue];
      if (limit !== undefined && held.free(queuePermit(queue), limit) === undefined)
        closed.add(queue);
    }

    function admitOne(job: WholeJob, keySlots: KeySlots, full: Full): Admitted[] {
      const { concurrencyKey: key, fixed } = job;
      if (closed.has(fixed.queue)) return [];
      const slot = key === undefined ? undefined : keySlots.free(job);
      const owner = freePermit(ownerPermit(fixed.createdBy), perOwner ?? undefined);
      const [fitsKey, fitsOwner] = [key === undefined || slot !== undefined, owner !== null];
      if (!fitsKey || !fitsOwner) {
        note(full, job, { fitsKey, fitsOwner: perOwner === null ? null : fitsOwner });
        return [];
      }
      const queue = freePermit(queuePermit(fixed.queue), queues[fixed.queue]);
      const taken = [queue, owner].flatMap((permit) => permit ?? []);
      for (const permit of taken) held.take(permit);
      if (key !== undefined && slot !== undefined) keySlots.take(key, slot);
      closeIfFull(fixed.queue);
      return [{ job, held: { ...(slot !== undefined && { slot }), ...permitsOf(taken) } }];
    }

    /** Returns a free permit; undefined where there is no limit, null where it is reached. */
    function freePermit(name: string, limit: number | undefined): string | null | undefined {
      return limit === undefined ? undefined : (held.free(name, limit) ?? null);
    }

    async function admit({ candidates, lanes }: Round): ReturnType<Admission["admit"]> {
      const keySlots = await slots.slotsFor(candidates);
      const full: Full = {
        ...{ keys: new Set(), owners: new Set() },
        ...{ otherKeys: new Set(), otherOwners: new Set() },
      };
      const admitted = candidates.flatMap((job) => admitOne(job, keySlots, full));
      const parkRest = async () => {
        if (full.keys.size + full.owners.size === 0) return;
        const staying = new Set(admitted.map(({ job }) => job._id));
        const behind = await parking.skim(lanes);
        const waiting = [...candidates, ...behind].filter(({ _id }) => !staying.has(_id));
        await parkFull(waiting, full, perOwner);
      };
      return { admitted, parkRest };
    }
    return { closed, admit };
  };

  /**
   * Parks the jobs of full keys and owners, and offers others in their place: those of a key or
   * owner that has room, for which a parked job was offered, and those of a slot or permit that was
   * freed a moment ago, when none of them was parked yet.
   */
  async function parkFull(
    waiting: Waiting[],
    full: Full,
    perOwner: ClaimLimits["perOwner"],
  ): Promise<void> {
    const lanes = waiting.flatMap(({ _id, concurrencyKey: key = "", fixed: { createdBy } }) => {
      if (full.keys.has(key)) return [[_id, keyLane(key)] as const];
      return full.owners.has(createdBy) ? [[_id, ownerLane(createdBy)] as const] : [];
    });
    await parking.park(new Map(lanes));
    await slots.unparkFree(new Set([...full.keys, ...full.otherKeys]));
    await owners.unparkFree([...full.owners], perOwner);
    await parking.unpark([...full.otherOwners].map(ownerLane));
  }
}

/** Notes which limits of a job that may not start have room; null for no limit of owners. */
function note(
  full: Full,
  { concurrencyKey: key, fixed: { createdBy } }: WholeJob,
  { fitsKey, fitsOwner }: { fitsKey: boolean; fitsOwner: boolean | null },
): void {
  if (key !== undefined) (fitsKey ? full.otherKeys : full.keys).add(key);
  if (fitsOwner !== null) (fitsOwner ? full.otherOwners : full.owners).add(createdBy);
}

/** A job without permits has no such field, so that no index holds it. */
function permitsOf(taken: string[]): Pick<JobRecord, "permits"> {
  return taken.length === 0 ? {} : { permits: taken };
}
