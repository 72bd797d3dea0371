import type { ClaimLimits } from "../../job-store.ts";
import type { JobRecord, WholeJob } from "../record/documents.ts";
import { keyLane } from "../record/lane-position.ts";
import type { ConcurrencySlots, KeySlots } from "../transition/concurrency-slots.ts";
import type { Parking } from "../transition/parking.ts";
import { type CreatedPermits, type Permits, queuePermit } from "../transition/permits.ts";

/** A candidate that may start, with what it holds while it runs. */
export type Admitted = { job: WholeJob; held: Pick<JobRecord, "slot" | "permits"> };

type AdmissionDeps = { slots: ConcurrencySlots; permits: CreatedPermits; parking: Parking };
type Round = { candidates: WholeJob[]; lanes: string[] };

const noLimits: ClaimLimits = { paused: [], queues: {} };

/** Decides which queued jobs may start, during one claim. */
export type Admission = {
  /** Queues of which no further job may start. */
  closed: ReadonlySet<string>;
  /** Returns the candidates that may start; parks those of full concurrency keys. */
  admit: (round: Round) => Promise<Admitted[]>;
};

/** Makes the function that begins the admission of one claim. */
export function createAdmission({ slots, permits, parking }: AdmissionDeps) {
  return async function begin({ paused, queues } = noLimits): Promise<Admission> {
    const held = await permits.permitsOf(Object.keys(queues));
    const closed = new Set(paused);
    for (const queue of Object.keys(queues)) closeFull(queue);

    function closeFull(queue: string): void {
      const limit = queues[queue];
      if (limit !== undefined && held.free(queuePermit(queue), limit) === undefined)
        closed.add(queue);
    }

    function admitOne(job: WholeJob, keySlots: KeySlots, full: Set<string>): Admitted[] {
      const { concurrencyKey: key, fixed } = job;
      if (closed.has(fixed.queue)) return [];
      const slot = key === undefined ? undefined : keySlots.free(job);
      if (key !== undefined && slot === undefined) full.add(key);
      if (key !== undefined && slot === undefined) return [];
      if (key !== undefined && slot !== undefined) keySlots.take(key, slot);
      const permit = takePermit(held, fixed.queue, queues[fixed.queue]);
      closeFull(fixed.queue);
      return [
        {
          job,
          held: { ...(slot !== undefined && { slot }), ...(permit && { permits: [permit] }) },
        },
      ];
    }

    async function admit({ candidates, lanes }: Round): Promise<Admitted[]> {
      const keySlots = await slots.slotsFor(candidates);
      const full = new Set<string>();
      const admitted = candidates.flatMap((job) => admitOne(job, keySlots, full));
      if (full.size > 0) await parkFull({ candidates, lanes }, full, admitted);
      return admitted;
    }
    return { closed, admit };
  };

  /** Parks the jobs of full keys among the candidates and those behind them. */
  async function parkFull(
    { candidates, lanes }: Round,
    full: Set<string>,
    admitted: Admitted[],
  ): Promise<void> {
    const staying = new Set(admitted.map(({ job }) => job._id));
    const waiting = [...candidates, ...(await parking.skim(lanes))];
    const parked = waiting.flatMap(({ _id, concurrencyKey: key }) =>
      key === undefined || !full.has(key) || staying.has(_id) ? [] : [[_id, keyLane(key)] as const],
    );
    await parking.park(new Map(parked));
    // A slot that was freed a moment ago unparked no job, because none was parked yet.
    await slots.unparkFree(full);
  }
}

function takePermit(held: Permits, queue: string, limit: number | undefined): string | undefined {
  if (limit === undefined) return undefined;
  const permit = held.free(queuePermit(queue), limit);
  if (permit !== undefined) held.take(permit);
  return permit;
}
