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

type RescueDeps = {
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
  connection,
  writeTransitions,
  leasedJobs,
  parking,
}: RescueDeps): Pick<Store, "rescueJobs"> {
  const { jobs } = connection.collections;

  async function rescueJobs({
    limit,
    maxCrashes,
  }: Limits): Promise<{ id: string; state: JobState }[]> {
    const rescued: JobRecord[] = [];
    for (let lost = true; lost && rescued.length < limit; ) {
      const found = await find(limit - rescued.length);
      const own = await rescue(found, maxCrashes);
      rescued.push(...own);
      // Where another process rescued some of them, there may be more behind those.
      lost = own.length < found.length;
    }
    return rescued.map(({ _id, state }) => ({ id: _id, state }));
  }

  function find(limit: number): Promise<JobRecord[]> {
    const order = { at: 1 } as const;
    const options = {
      projection: withoutPayload,
      sort: order,
      limit,
      batchSize: limit + 1,
      hint: "places",
    };
    return connection.ask(() => jobs.find<JobRecord>(expired, options).toArray());
  }

  async function rescue(found: JobRecord[], maxCrashes: number): Promise<JobRecord[]> {
    const at = new Date(connection.time.now());
    const rescued = await writeTransitions(found.map((job) => moveOf(job, at, maxCrashes)));
    leasedJobs.forget(rescued.keys());
    await parking.unpark(found.filter(({ _id }) => rescued.has(_id)).flatMap(lanesFreedBy));
    return [...rescued.values()];
  }
  return { rescueJobs };
}

function moveOf(job: JobRecord, at: Date, maxCrashes: number): Move {
  const { template, onLost } = job.fixed;
  const step = lostStep({ ...job, template, onLost }, { at, maxCrashes });
  // A renewal leaves `seq` as it is, so the write has to check the lease again.
  return { job, steps: [step], fence: { state: "running", ...expired } };
}
