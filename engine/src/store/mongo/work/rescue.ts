import type { JobState } from "@formwork/contracts/states";
import { lostStep } from "../../steps/lost-step.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobRecord, withoutPayload } from "../record/documents.ts";
import { dueIn, loopLanes } from "../record/lane-position.ts";
import type { LeasedJobs } from "../transition/leased-jobs.ts";
import { lanesFreedBy } from "../transition/owner-parking.ts";
import type { Parking } from "../transition/parking.ts";
import type { Move, WriteTransitions } from "../transition/transition-writer.ts";
import type { EndAttempts } from "./end-attempts.ts";

type RescueDeps = {
  endings: EndAttempts;
  connection: Connection;
  writeTransitions: WriteTransitions;
  leasedJobs: LeasedJobs;
  parking: Parking;
};
type Limits = Parameters<Store["rescueJobs"]>[0];

/** Selects jobs whose lease has run out by the server's clock. */
const expired = dueIn(loopLanes.leased);

/** Takes back the jobs whose worker let their lease run out. */
export function createRescue({
  endings,
  connection,
  writeTransitions,
  leasedJobs,
  parking,
}: RescueDeps): Pick<Store, "rescueJobs"> {
  const { jobs } = connection.collections;

  async function rescueJobs({
    limit,
    maxCrashes,
    workerIds,
  }: Limits): Promise<{ id: string; state: JobState }[]> {
    await endings.endLate(limit, workerIds);
    const lostOnes = workerIds === undefined ? expired : leasedBy(workerIds);
    const rescued: JobRecord[] = [];
    for (let lost = true; lost && rescued.length < limit; ) {
      const found = await find(lostOnes, limit - rescued.length);
      const own = await rescue(found, maxCrashes, lostOnes);
      rescued.push(...own);
      // Where another process rescued some of them, there may be more behind those.
      lost = own.length < found.length;
    }
    return rescued.map(({ _id, state }) => ({ id: _id, state }));
  }

  function find(lostOnes: Lost, limit: number): Promise<JobRecord[]> {
    const order = { at: 1 } as const;
    const options = {
      projection: withoutPayload,
      sort: order,
      limit,
      batchSize: limit + 1,
      hint: "places",
    };
    return connection.ask(() => jobs.find<JobRecord>(lostOnes, options).toArray());
  }

  async function rescue(
    found: JobRecord[],
    maxCrashes: number,
    lostOnes: Lost,
  ): Promise<JobRecord[]> {
    const at = new Date(connection.time.now());
    const rescued = await writeTransitions(
      found.map((job) => moveOf(job, { at, maxCrashes, lostOnes })),
    );
    leasedJobs.forget(rescued.keys());
    await parking.unpark(found.filter(({ _id }) => rescued.has(_id)).flatMap(lanesFreedBy));
    return [...rescued.values()];
  }
  return { rescueJobs };
}

/** Selects the jobs of workers that are known to be gone. */
function leasedBy(workerIds: string[]) {
  return { lane: loopLanes.leased, workerId: { $in: workerIds } };
}
type Lost = typeof expired | ReturnType<typeof leasedBy>;

function moveOf(
  job: JobRecord,
  { at, maxCrashes, lostOnes }: { at: Date; maxCrashes: number; lostOnes: Lost },
): Move {
  const { template, onLost } = job.fixed;
  const step = lostStep({ ...job, template, onLost }, { at, maxCrashes });
  // A renewal leaves `seq` as it is, so the write has to check the lease again.
  return { job, steps: [step], fence: { state: "running", ...lostOnes } };
}
