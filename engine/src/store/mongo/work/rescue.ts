import { blame, isOnProbation } from "../../steps/blame.ts";
import { lostStep } from "../../steps/lost-step.ts";
import type { Store } from "../../store.ts";
import type { RescuedJob } from "../../verbs/work-store.ts";
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

  async function rescueJobs({ limit, maxCrashes, workerIds }: Limits): Promise<RescuedJob[]> {
    await endings.endLate(limit, workerIds);
    const lostOnes = workerIds === undefined ? expired : leasedBy(workerIds);
    const rescued: JobRecord[] = [];
    for (let lost = true; lost && rescued.length < limit; ) {
      const found = await find(lostOnes, limit - rescued.length);
      const moves = await movesOf(found, maxCrashes, lostOnes);
      const own = await rescue(moves);
      rescued.push(...own);
      // Where another process rescued some of them, there may be more behind those.
      lost = own.length < moves.length;
    }
    return rescued.map(({ _id, state, fixed: { traceparent = null } }) => ({
      ...{ id: _id, state, traceparent },
    }));
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

  async function movesOf(found: JobRecord[], maxCrashes: number, lostOnes: Lost): Promise<Move[]> {
    const at = new Date(connection.time.now());
    const now = lostOnes === expired ? at.getTime() : Number.POSITIVE_INFINITY;
    const verdict = await judge(found, now, maxCrashes);
    return found
      .filter(({ _id }) => !verdict?.later.has(_id))
      .map((job) => {
        const isSpared = isOnProbation(job, maxCrashes) && !verdict?.blamed.has(job._id);
        return moveOf(job, { at, maxCrashes, lostOnes, isSpared });
      });
  }

  /** Returns who is to blame of those on probation; null where none of the lost is. */
  async function judge(found: JobRecord[], now: number, maxCrashes: number) {
    if (!found.some((job) => isOnProbation(job, maxCrashes))) return null;
    const projection = { workerId: 1, startedAt: 1, at: 1 };
    const filter = { lane: loopLanes.leased, crashes: maxCrashes - 1 };
    const running = await connection.ask(() =>
      jobs.find<JobRecord>(filter, { projection, hint: "places" }).toArray(),
    );
    const probationers = running.map(({ _id: id, workerId = null, startedAt, at }) => ({
      ...{ id, workerId },
      ...{ startedAt: startedAt?.getTime() ?? 0, leaseUntil: at?.getTime() ?? 0 },
    }));
    return blame(probationers, now);
  }

  async function rescue(moves: Move[]): Promise<JobRecord[]> {
    const rescued = await writeTransitions(moves);
    leasedJobs.forget(rescued.keys());
    const freed = moves.filter(({ job }) => rescued.has(job._id));
    await parking.unpark(freed.flatMap(({ job }) => lanesFreedBy(job)));
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
  {
    at,
    maxCrashes,
    lostOnes,
    isSpared,
  }: { at: Date; maxCrashes: number; lostOnes: Lost; isSpared: boolean },
): Move {
  const { template, onLost } = job.fixed;
  const step = lostStep({ ...job, template, onLost, isSpared }, { at, maxCrashes });
  // A renewal leaves `seq` as it is, so the write has to check the lease again.
  return { job, steps: [step], fence: { state: "running", ...lostOnes } };
}
