import { withExitCode } from "../../steps/ending.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobDocument, type JobRecord, present, withoutPayload } from "../record/documents.ts";
import { dueIn, loopLanes } from "../record/lane-position.ts";
import { endedChange } from "../transition/document-update.ts";
import { lanesFreedBy } from "../transition/owner-parking.ts";
import type { Parking } from "../transition/parking.ts";

type EndDeps = { connection: Connection; parking: Parking };

/** Times a job is read again that others change meanwhile. */
const maxRounds = 50;
/** Selects cancelled attempts of which nothing can be left, by the server's clock. */
const late = dueIn(loopLanes.ending);

/** Ends the wait for cancelled attempts of which nothing is left: what waited for them may start. */
export function createEndAttempts({ connection, parking }: EndDeps) {
  const { jobs } = connection.collections;

  /** Puts the job where its state says; false where it has changed since it was read. */
  async function end(job: JobRecord, exitCode: number | null): Promise<boolean> {
    const { set, unset } = endedChange(job);
    const steps = withExitCode(job.steps, exitCode);
    // Dependencies that end are no steps, and decide where the job belongs.
    const waitsFor = job.waitsFor ?? { $exists: false };
    const filter = { _id: job._id, seq: job.seq, waitsFor, endingToken: job.endingToken ?? "" };
    const { matchedCount } = await connection.ask(() =>
      jobs.updateOne(filter, {
        $set: { ...set, ...(steps !== null && { steps: steps as JobDocument["steps"] }) },
        $unset: Object.fromEntries(unset.map((field) => [field, true as const])),
      }),
    );
    if (matchedCount === 1) await parking.unpark(lanesFreedBy({ ...job, state: "running" }));
    return matchedCount === 1;
  }

  async function endAttempt({
    id,
    token,
    exitCode,
  }: Parameters<Store["endAttempt"]>[0]): Promise<boolean> {
    for (let round = 0; round < maxRounds; round++) {
      const filter = { _id: { $eq: id }, endingToken: { $eq: token } };
      const options = { projection: withoutPayload };
      const job = await connection.ask(() => jobs.findOne<JobRecord>(filter, options));
      if (job === null) return false;
      if (await end(job, exitCode)) return true;
    }
    return false;
  }

  /** Ends those whose time is over, and those of workers that are known to be gone. */
  async function endLate(limit: number, workerIds?: readonly string[]): Promise<void> {
    const gone = workerIds && { lane: loopLanes.ending, workerId: { $in: [...workerIds] } };
    const filter = { ...(gone ?? late), state: present };
    const options = { projection: withoutPayload, limit, hint: "places" } as const;
    const found = await connection.ask(() => jobs.find<JobRecord>(filter, options).toArray());
    for (const job of found) await end(job, null);
  }
  return { endAttempt, endLate };
}
export type EndAttempts = ReturnType<typeof createEndAttempts>;
